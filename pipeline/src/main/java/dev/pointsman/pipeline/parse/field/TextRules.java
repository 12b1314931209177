package dev.pointsman.pipeline.parse.field;

import java.util.regex.Pattern;

import dev.pointsman.pipeline.plan.backend.Endpoint;
import dev.pointsman.pipeline.plan.match.HostMatch;
import dev.pointsman.pipeline.plan.match.RegularExpression;
import dev.pointsman.pipeline.plan.value.Ipv4;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.yaml.TextRule;

/** Which texts the fields of definitions take; one rule per notation, with its source. */
public final class TextRules {

    private TextRules() {}

    /** RFC 1123 label, as Kubernetes has it for namespaces. */
    public static final TextRule LABEL = new TextRule(
            "a DNS label (1 to 63 lower-case letters, digits and '-', with a letter or digit at both ends)",
            1,
            63,
            ResourceName::isNamespace);

    /** RFC 1123 subdomain, as Kubernetes has it for most names, and the Gateway API for section names. */
    public static final TextRule NAME = new TextRule(
            "a DNS name (1 to 253 lower-case letters, digits, '-' and '.', with a letter or digit at both ends of each part)",
            1,
            253,
            ResourceName::isName);

    /** Gateway API v1, "Hostname", without the IP addresses that its text excludes and its pattern does not. */
    public static final TextRule HOSTNAME = new TextRule(
            "a host name in lower case, like \"shop.example.com\" or \"*.example.com\", and no IP address",
            1,
            253,
            TextRules::isHostname);

    /** Gateway API v1, "PreciseHostname". */
    public static final TextRule PRECISE_HOSTNAME = new TextRule(
            "a host name in lower case without wildcard, like \"shop.example.com\", and no IP address",
            1,
            253,
            text -> !text.startsWith("*") && isHostname(text));

    /** Kubernetes, EndpointSlices of type FQDN: a domain of at least two labels, here without a dot at its end. */
    public static final TextRule ENDPOINT_NAME = new TextRule(
            "a host name of at least two labels in lower case, like \"db.internal.example.com\", and no IP address",
            1,
            253,
            Endpoint::isHostName);

    private static boolean isHostname(String text) {
        String name = text.startsWith("*.") ? text.substring(2) : text;
        return HostMatch.NAME.matcher(name).matches() && !Ipv4.isAddress(text);
    }

    public static final TextRule IPV4 = new TextRule("an IPv4 address", 1, 253, Ipv4::isAddress);

    /** RFC 4632, section 3.1. Whether it is aligned is another question. */
    public static final TextRule IPV4_BLOCK =
            new TextRule("a block of IPv4 addresses like \"10.99.0.0/24\"", 1, 18, TextRules::isIpv4Block);

    private static boolean isIpv4Block(String text) {
        int slash = text.indexOf('/');
        return slash > 0
                && Ipv4.isAddress(text.substring(0, slash))
                && text.substring(slash + 1).matches("[0-9]|[12][0-9]|3[0-2]");
    }

    /** Gateway API v1, "HeaderName": an HTTP token (RFC 9110, section 5.6.2). */
    public static final TextRule HEADER_NAME =
            TextRule.pattern("an HTTP token (letters, digits and !#$%&'*+-.^_`|~)", 256, "[-A-Za-z0-9!#$%&'*+.^_`|~]+");

    /** RFC 9110, section 5.5, without tabs and without what is not ASCII, which reaches no backend unharmed. */
    public static final TextRule HEADER_VALUE =
            TextRule.pattern("printable ASCII without blanks at its ends", 4096, "[!-~](?:[ -~]*[!-~])?");

    /** See {@link RegularExpression} for what is served, and why no more. */
    public static final TextRule REGULAR_EXPRESSION =
            TextRule.pattern("printable ASCII", RegularExpression.LONGEST, "[ -~]+");

    public static final TextRule QUERY_VALUE = TextRule.pattern("printable ASCII", 1024, "[ -~]+");

    private static final Pattern PATH = Pattern.compile("(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+");
    private static final Pattern FORBIDDEN_IN_PATH = Pattern.compile(".*(//|/\\./|/\\.\\./|%2[fF]).*|.*/\\.\\.?");

    /** Gateway API v1, "HTTPPathMatch", for the types Exact and PathPrefix. */
    public static final TextRule PATH_VALUE = new TextRule(
            "a path that starts with '/', holds only what RFC 3986 allows in one, and has no \"//\", \"/./\", \"/../\" or \"%2F\"",
            1,
            1024,
            text -> text.startsWith("/")
                    && PATH.matcher(text).matches()
                    && !FORBIDDEN_IN_PATH.matcher(text).matches());

    /** What a path may become: the same characters as in a request's. */
    public static final TextRule NEW_PATH = new TextRule(
            "a path that starts with '/' and holds only what RFC 3986 allows in one",
            1,
            1024,
            text -> text.startsWith("/") && PATH.matcher(text).matches());

    /** The same, or nothing. */
    public static final TextRule NEW_PREFIX = new TextRule(
            "empty, or a path that starts with '/' and holds only what RFC 3986 allows in one, without \"//\" at its end",
            0,
            1024,
            text -> text.isEmpty() || text.startsWith("/") && PATH.matcher(text).matches() && !text.endsWith("//"));

    /** Kubernetes, "GatewayController": a domain and a path. */
    public static final TextRule CONTROLLER = TextRule.pattern(
            "a domain and a path, like \"example.net/gateway-controller\"",
            253,
            "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+");

    /** Kubernetes, label keys: an optional domain, a slash, and up to 63 characters. */
    public static final TextRule LABEL_KEY = TextRule.pattern(
            "a label's key (letters, digits, '-', '_' and '.', after an optional domain and '/')",
            317,
            "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    public static final TextRule LABEL_VALUE = new TextRule(
            "a label's value (at most 63 letters, digits, '-', '_' and '.', with a letter or digit at both ends)",
            0,
            63,
            Pattern.compile("|[A-Za-z0-9]|[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]")
                    .asMatchPredicate());

    /** Kubernetes bounds annotations together at 256 KiB; each alone is bounded by that. */
    public static final TextRule ANNOTATION_VALUE = new TextRule("text", 0, 262_144, text -> true);

    /** Kubernetes, keys of ConfigMaps and Secrets. */
    public static final TextRule DATA_KEY =
            TextRule.pattern("a key (letters, digits, '-', '_' and '.')", 253, "[-._a-zA-Z0-9]+");

    /** Kubernetes bounds the data of a ConfigMap or Secret together at 1 MiB. */
    public static final TextRule DATA_VALUE = new TextRule("text", 0, 1 << 20, text -> true);

    public static final TextRule REGION =
            TextRule.pattern("an AWS region, like \"eu-central-1\"", 32, "[a-z]{2}(-[a-z]+)+-[0-9]{1,2}");

    public static final TextRule ZONE =
            TextRule.pattern("an availability zone, like \"eu-central-1a\"", 63, "[a-z]{2}-[-a-z0-9]*[a-z]");

    public static final TextRule VPC_ID =
            TextRule.pattern("a VPC's id (\"vpc-\" and 8 to 17 hexadecimal digits)", 64, "vpc-[0-9a-f]{8,17}");

    public static final TextRule INTERFACE_ID = TextRule.pattern(
            "a network interface's id (\"eni-\" and 8 to 17 hexadecimal digits)", 64, "eni-[0-9a-f]{8,17}");

    public static final TextRule ROUTE_TABLE_ID =
            TextRule.pattern("a route table's id (\"rtb-\" and 8 to 17 hexadecimal digits)", 64, "rtb-[0-9a-f]{8,17}");

    /** AWS, "Tag your Amazon EC2 resources": keys of 1 to 128 characters, values of up to 256. */
    public static final TextRule TAG_KEY =
            new TextRule("a tag's key", 1, 128, text -> !text.startsWith("aws:") || text.length() > 4);

    public static final TextRule TAG_VALUE = new TextRule("a tag's value", 0, 256, text -> true);

    /**
     * The keys by which instances are selected: the characters that tags may have in every AWS service (AWS, "Tag your Amazon EC2
     * resources"), which leaves out the wildcards of EC2's filters; labels of Kubernetes are among them.
     */
    public static final TextRule SELECTED_TAG_KEY =
            TextRule.pattern("a tag's key (letters, digits, blanks and _.:/=+-@)", 128, "[\\p{L}\\p{N} _.:/=+\\-@]+");

    /** The same for values. */
    public static final TextRule SELECTED_TAG_VALUE = new TextRule(
            "a tag's value (at most 256 letters, digits, blanks and _.:/=+-@)",
            0,
            256,
            Pattern.compile("[\\p{L}\\p{N} _.:/=+\\-@]*").asMatchPredicate());
}
