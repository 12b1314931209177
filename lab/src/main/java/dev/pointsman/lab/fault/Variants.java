package dev.pointsman.lab.fault;

/**
 * Where the real service is known to behave in more than one way: which way the lab's does.
 *
 * <p>Exists because a client must cope with every one of them, so tests run it against each.
 *
 * @param missingRoute what ReplaceRoute says when there is nothing to replace
 * @param wrongCredentials what is said of an unknown key or a wrong signature
 * @param refusesUnqualifiedDescribes whether a describe without ids, filters and page size is refused, as in large accounts
 * @param hidesInstances whether routes show the network interface alone, as where that belongs to another account of a shared VPC
 * @param routesPerTable quota of entries that were added to a table, at least 1; 50 in older accounts, 500 in newer ones
 */
public record Variants(
        MissingRoute missingRoute,
        WrongCredentials wrongCredentials,
        boolean refusesUnqualifiedDescribes,
        boolean hidesInstances,
        int routesPerTable) {

    /** The documented code, and the one that has been seen. */
    public enum MissingRoute {
        /** {@code InvalidParameterValue}, "There is no route defined for …", as seen on the real service. */
        INVALID_PARAMETER_VALUE,
        /** {@code InvalidRoute.NotFound}, as documented. */
        INVALID_ROUTE_NOT_FOUND
    }

    /** EC2's habit, and that of AWS's common error list. */
    public enum WrongCredentials {
        /** {@code AuthFailure} for both, as EC2 answers. */
        AUTH_FAILURE,
        /** {@code InvalidClientTokenId} for the key, {@code SignatureDoesNotMatch} for the signature. */
        SPECIFIC
    }

    /** As the service is most often seen, with the smaller quota. */
    public static final Variants USUAL =
            new Variants(MissingRoute.INVALID_PARAMETER_VALUE, WrongCredentials.AUTH_FAILURE, false, false, 50);

    public Variants {
        if (routesPerTable < 1) {
            throw new IllegalArgumentException("quota of '%d' routes per table is below 1".formatted(routesPerTable));
        }
    }

    public Variants with(MissingRoute other) {
        return new Variants(other, wrongCredentials, refusesUnqualifiedDescribes, hidesInstances, routesPerTable);
    }

    public Variants with(WrongCredentials other) {
        return new Variants(missingRoute, other, refusesUnqualifiedDescribes, hidesInstances, routesPerTable);
    }

    public Variants withUnqualifiedDescribesRefused(boolean refused) {
        return new Variants(missingRoute, wrongCredentials, refused, hidesInstances, routesPerTable);
    }

    public Variants withRoutesPerTable(int quota) {
        return new Variants(missingRoute, wrongCredentials, refusesUnqualifiedDescribes, hidesInstances, quota);
    }

    public Variants withInstancesHidden(boolean hidden) {
        return new Variants(missingRoute, wrongCredentials, refusesUnqualifiedDescribes, hidden, routesPerTable);
    }
}
