package dev.pointsman.pipeline.plan.treatment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.pointsman.pipeline.plan.value.Text;

/**
 * What is done to the headers of a message.
 *
 * <p>Source: Gateway API v1.6, "HTTPHeaderFilter": one action for a header name at most, so that their order does not matter.
 *
 * @param set headers that have exactly this value afterwards
 * @param add values that are added to those there are
 * @param remove names of headers that are taken away
 */
public record HeaderEdits(List<Header> set, List<Header> add, List<String> remove) {

    private static final Pattern TOKEN = Pattern.compile("[-A-Za-z0-9!#$%&'*+.^_`|~]{1,256}");

    public static final HeaderEdits NONE = new HeaderEdits(List.of(), List.of(), List.of());

    /**
     * A header and its value.
     *
     * @param name an HTTP token, in the case in which it is sent; 1 to 256 characters
     * @param value 1 to 4096 characters of printable ASCII
     */
    public record Header(String name, String value) {
        public Header {
            requireToken(name);
            if (value.isEmpty() || value.length() > 4096 || !Text.isPrintableAscii(value)) {
                throw new IllegalArgumentException(
                        "value of header \"" + name + "\" is not 1 to 4096 characters of printable ASCII");
            }
        }
    }

    public HeaderEdits {
        set = List.copyOf(set);
        add = List.copyOf(add);
        remove = List.copyOf(remove);
        remove.forEach(HeaderEdits::requireToken);
        Set<String> seen = new HashSet<>();
        for (String name : names(set, add, remove)) {
            if (!seen.add(name.toLowerCase(java.util.Locale.ROOT))) {
                throw new IllegalArgumentException("two actions for header \"" + name + "\"");
            }
        }
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    private static List<String> names(List<Header> set, List<Header> add, List<String> remove) {
        List<String> names = new ArrayList<>(remove);
        set.forEach(header -> names.add(header.name()));
        add.forEach(header -> names.add(header.name()));
        return names;
    }

    private static void requireToken(String name) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("header name \"" + name + "\" is not an HTTP token");
        }
    }
}
