package dev.pointsman.pipeline.finding;

/**
 * The way from a resource's root to one of its fields.
 *
 * <p>It exists as a chain, because a reader makes one per field and hardly ever prints one.
 *
 * @param parent the way so far; null at the root
 * @param step {@code .name} or {@code [index]}; empty at the root
 */
public record FieldPath(FieldPath parent, String step) {

    public static final FieldPath ROOT = new FieldPath(null, "");

    public FieldPath field(String name) {
        return new FieldPath(this, "." + name);
    }

    public FieldPath item(int index) {
        return new FieldPath(this, "[" + index + "]");
    }

    /** As people write it, {@code rules[0].backendRefs[1].name}: the leading {@code spec} goes without saying. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        write(text);
        if (text.indexOf(".spec.") == 0) {
            text.delete(0, ".spec".length());
        }
        return text.isEmpty() ? "" : text.substring(1);
    }

    private void write(StringBuilder text) {
        if (parent != null) {
            parent.write(text);
        }
        text.append(step);
    }
}
