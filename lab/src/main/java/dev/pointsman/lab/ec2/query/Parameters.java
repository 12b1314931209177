package dev.pointsman.lab.ec2.query;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of one action while it reads them.
 *
 * <p>Exists to remember which were read: what is left when the action has read all it knows is unknown to it.
 */
public final class Parameters {

    private final Map<String, String> all;
    private final Set<String> read = new HashSet<>();

    public Parameters(Map<String, String> all) {
        this.all = all;
    }

    /** The value if the parameter was sent; an empty one counts as sent. */
    public Optional<String> text(String name) {
        read.add(name);
        return Optional.ofNullable(all.get(name));
    }

    /**
     * The value of a parameter that must be there.
     *
     * @throws Ec2Exception {@code MissingParameter} if it was not sent or is empty
     */
    public String required(String name) {
        return text(name).filter(value -> !value.isEmpty()).orElseThrow(() -> missing(name));
    }

    /**
     * A Boolean, if sent.
     *
     * @throws Ec2Exception {@code InvalidParameterValue} if it is neither {@code true} nor {@code false}
     */
    public Optional<Boolean> flag(String name) {
        return text(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, value, "Expecting a boolean, 'true' or 'false'.");
        });
    }

    /**
     * A number within a range, if sent.
     *
     * @throws Ec2Exception {@code InvalidParameterValue} if it is not a number or outside the range
     */
    public OptionalInt integer(String name, int minimum, int maximum) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        int number;
        try {
            number = Integer.parseInt(value.get());
        } catch (NumberFormatException notANumber) {
            throw invalid(name, value.get(), "Expecting an integer.");
        }
        if (number < minimum) {
            throw invalid(name, value.get(), "Expecting a value greater than or equal to " + minimum + ".");
        }
        if (number > maximum) {
            throw invalid(name, value.get(), "Expecting a value less than or equal to " + maximum + ".");
        }
        return OptionalInt.of(number);
    }

    /** The values of {@code Name.1}, {@code Name.2}, … in the order of their numbers. */
    public List<String> list(String name) {
        Pattern member = Pattern.compile(Pattern.quote(name) + "\\.(\\d{1,6})");
        Map<Integer, String> byNumber = new TreeMap<>();
        all.forEach((key, value) -> {
            Matcher matcher = member.matcher(key);
            if (matcher.matches()) {
                read.add(key);
                byNumber.put(Integer.valueOf(matcher.group(1)), value);
            }
        });
        return List.copyOf(byNumber.values());
    }

    /** The numbers {@code N} for which some {@code Name.N.…} was sent, ascending. */
    List<Integer> numbersOf(String name) {
        Pattern member = Pattern.compile(Pattern.quote(name) + "\\.(\\d{1,6})\\..+");
        return all.keySet().stream()
                .map(member::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.valueOf(matcher.group(1)))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Called when the action has read all the parameters it knows.
     *
     * @throws Ec2Exception {@code UnknownParameter} naming the first that nobody read
     */
    public void refuseUnknown() {
        all.keySet().stream().filter(name -> !read.contains(name)).findFirst().ifPresent(name -> {
            throw ErrorCode.UNKNOWN_PARAMETER.because("The parameter %s is not recognized", name);
        });
    }

    /** EC2 names the parameter in an error with a lower-case first letter, as in {@code routeTableId}. */
    public static Ec2Exception missing(String name) {
        return ErrorCode.MISSING_PARAMETER.because("The request must contain the parameter %s", lowerCamel(name));
    }

    public static Ec2Exception invalid(String name, String value, String expectation) {
        return ErrorCode.INVALID_PARAMETER_VALUE.because(
                "Value (%s) for parameter %s is invalid. %s", value, lowerCamel(name), expectation);
    }

    private static String lowerCamel(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
