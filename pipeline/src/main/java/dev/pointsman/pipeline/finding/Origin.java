package dev.pointsman.pipeline.finding;

/**
 * Where something in the definitions comes from: its place in the text and its place in its resource.
 *
 * <p>It exists so that whatever is found out later, far from the text, still points at the line that has to be changed.
 *
 * @param place file, line and column
 * @param resource kind and name, for instance {@code HTTPRoute shop/cart}; empty for a file as a whole
 * @param path the field; the root for the resource as a whole
 */
public record Origin(Place place, String resource, FieldPath path) {

    public static Origin ofFile(String file) {
        return new Origin(Place.ofFile(file), "", FieldPath.ROOT);
    }

    /** Resource and field in one: {@code HTTPRoute shop/cart, rules[0].backendRefs[0].name}. */
    public String subject() {
        String field = path.toString();
        return field.isEmpty() ? resource : resource.isEmpty() ? field : resource + ", " + field;
    }
}
