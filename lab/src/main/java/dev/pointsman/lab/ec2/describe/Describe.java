package dev.pointsman.lab.ec2.describe;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.action.World;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.ec2.query.Filter;
import dev.pointsman.lab.ec2.query.Parameters;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.VpcState;

/**
 * A describe of one kind of resource: by ids, filters and pages, in the order of their ids.
 *
 * <p>Exists because the describes differ only in what {@link Subject} says.
 */
final class Describe<T> implements Action {

    /** "The minimum value of MaxResults is 5", for every paginated describe of EC2. */
    private static final int MIN_RESULTS = 5;

    private final Subject<T> subject;

    Describe(Subject<T> subject) {
        this.subject = subject;
    }

    /**
     * What is described.
     *
     * @param action the action's name
     * @param identifiers the kind of the ids that may be given
     * @param idParameter for example {@code RouteTableId}, sent as {@code RouteTableId.1} and so on
     * @param maxResults largest page
     * @param set name of the list in the response
     * @param source all there are
     * @param id a resource's id
     * @param filters the documented filters
     * @param writer writes one item
     */
    record Subject<T>(
            String action,
            Identifiers identifiers,
            String idParameter,
            int maxResults,
            String set,
            Function<VpcState, Collection<T>> source,
            Function<T, String> id,
            Filters<T> filters,
            Writer<T> writer) {}

    /** Writes what the response says of one resource. */
    @FunctionalInterface
    interface Writer<T> {
        void write(ResponseXml xml, World world, T resource);
    }

    @Override
    public String name() {
        return subject.action();
    }

    @Override
    public boolean mutates() {
        return false;
    }

    @Override
    public Prepared prepare(Parameters parameters) {
        List<String> ids = parameters.list(subject.idParameter()).stream()
                .map(subject.identifiers()::wellFormed)
                .toList();
        List<Filter> filters = Filter.allOf(parameters);
        subject.filters().requireKnown(filters);
        OptionalInt pageSize = parameters.integer("MaxResults", MIN_RESULTS, subject.maxResults());
        Optional<String> token = parameters.text("NextToken").filter(value -> !value.isEmpty());
        if (!ids.isEmpty() && (pageSize.isPresent() || token.isPresent())) {
            throw ErrorCode.INVALID_PARAMETER_COMBINATION.because(
                    "The parameter %ss cannot be used with the parameter maxResults",
                    Character.toLowerCase(subject.idParameter().charAt(0))
                            + subject.idParameter().substring(1));
        }
        return new Question(ids, filters, pageSize, token);
    }

    private final class Question implements Prepared {

        private final List<String> ids;
        private final List<Filter> filters;
        private final OptionalInt pageSize;
        private final Optional<String> token;

        private Question(List<String> ids, List<Filter> filters, OptionalInt pageSize, Optional<String> token) {
            this.ids = ids;
            this.filters = filters;
            this.pageSize = pageSize;
            this.token = token;
        }

        /** IAM knows no resource-level permissions for describes. */
        @Override
        public List<String> resourceIds() {
            return List.of();
        }

        @Override
        public boolean isQualified() {
            return !ids.isEmpty() || !filters.isEmpty() || pageSize.isPresent();
        }

        @Override
        public Consumer<ResponseXml> perform(World world) {
            VpcState state = world.seen();
            Collection<T> all = subject.source().apply(state);
            requireExisting(all);
            String question = subject.action() + " " + filters;
            Optional<String> after = token.map(sent -> world.pageTokens().lastId(question, sent));
            List<T> matching = all.stream()
                    .filter(each -> ids.isEmpty() || ids.contains(subject.id().apply(each)))
                    .filter(each -> subject.filters().admit(filters, state, each))
                    .filter(each -> after.isEmpty() || subject.id().apply(each).compareTo(after.get()) > 0)
                    .toList();
            int size = pageSize.orElse(token.isPresent() ? subject.maxResults() : Integer.MAX_VALUE);
            List<T> page = matching.subList(0, Math.min(size, matching.size()));
            return xml -> {
                xml.items(
                        subject.set(),
                        page,
                        (item, resource) -> subject.writer().write(item, world, resource));
                if (page.size() < matching.size()) {
                    String last = subject.id().apply(page.getLast());
                    xml.text("nextToken", world.pageTokens().after(question, last));
                }
            };
        }

        private void requireExisting(Collection<T> all) {
            for (String id : ids) {
                if (all.stream().noneMatch(each -> subject.id().apply(each).equals(id))) {
                    throw subject.identifiers().notFound(id);
                }
            }
        }
    }
}
