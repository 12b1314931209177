package dev.pointsman.lab.ec2.action;

import java.util.List;
import java.util.function.Consumer;

import dev.pointsman.lab.ec2.query.Parameters;
import dev.pointsman.lab.ec2.query.ResponseXml;

/**
 * One action of the API.
 *
 * <p>Exists in two steps, because a DryRun takes the first (is the request well formed, and what does it concern?) and not the second.
 */
public interface Action {

    /** As in the {@code Action} parameter. */
    String name();

    /** Whether it changes anything; EC2 throttles those harder. */
    boolean mutates();

    /**
     * Reads the parameters and refuses what is malformed, without looking at any resource.
     *
     * @throws dev.pointsman.lab.ec2.query.Ec2Exception for the first that is wrong
     */
    Prepared prepare(Parameters parameters);

    /** A well-formed call of the action. */
    interface Prepared {

        /** Identifiers that permission is needed for; empty if the action is not limited to resources. */
        List<String> resourceIds();

        /** Whether a call says what it is about; false only for a describe without ids, filters and page size. */
        default boolean isQualified() {
            return true;
        }

        /**
         * Does it.
         *
         * @return writes what the response holds besides its request id
         * @throws dev.pointsman.lab.ec2.query.Ec2Exception if the VPC's state does not allow it
         */
        Consumer<ResponseXml> perform(World world);
    }
}
