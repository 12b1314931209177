package dev.pointsman.lab.ec2;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pointsman.lab.vpc.Cidr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The endpoint against AWS's own model of the API, version 2016-11-15, as Debian's {@code aws} ships it. */
class ApiModelTest {

    private static final Path MODEL =
            Path.of("/usr/lib/python3/dist-packages/awscli/botocore/data/ec2/2016-11-15/service-2.json");

    private static final Pattern FILTER = Pattern.compile("<li>\\s*<p>\\s*<code>([^<]+)</code>");

    private static final JsonNode API = read();

    private final Ec2Lab lab = new Ec2Lab();
    private final SignedClient client = new SignedClient(lab.endpoint.url());

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeRouteTables",
                "DescribeVpcs",
                "DescribeSubnets",
                "DescribeInstances",
                "DescribeNetworkInterfaces",
                "DescribeSecurityGroups",
                "DescribeVpcPeeringConnections"
            })
    void everyDocumentedFilterIsKnown(String action) throws Exception {
        String documentation =
                input(action).at("/members/Filters/documentation").asText();
        List<String> names = FILTER.matcher(documentation)
                .results()
                .map(found -> found.group(1))
                .map(name -> name.startsWith("tag") && !name.equals("tag-key") ? "tag:Name" : name)
                .toList();
        assertThat(names).hasSizeGreaterThan(10);
        for (String name : names) {
            SignedClient.Answer answer = client.call(action, "Filter.1.Name=" + name + "&Filter.1.Value.1=*");
            assertThat(answer.status()).as(name + ": " + answer.message()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @MethodSource("actions")
    void everyDocumentedParameterIsKnown(String action, String needed) throws Exception {
        for (String name : parameters(input(action), "")) {
            String value = name.endsWith("MaxResults") ? "5" : name.equals("DryRun") ? "false" : "true";
            SignedClient.Answer answer =
                    client.call(action, needed.contains(name + "=") ? needed : needed + "&" + name + "=" + value);
            assertThat(answer.code()).as(name).isNotEqualTo("UnknownParameter");
        }
    }

    @ParameterizedTest
    @MethodSource("actions")
    void everyElementOfAResponseIsInTheModel(String action, String needed) throws Exception {
        lab.point(Ec2Lab.TABLE, Ec2Lab.VIP, Ec2Lab.ENI_B);
        if (action.equals("CreateRoute")) {
            lab.vpc.change(before ->
                    before.with(before.routeTable(Ec2Lab.TABLE).orElseThrow().without(Cidr.parse(Ec2Lab.VIP))));
        }
        SignedClient.Answer answer = client.call(action, needed);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(root.getTagName()).isEqualTo(action + "Response");
        JsonNode output = API.at("/operations/" + action + "/output/shape");
        if (output.isMissingNode()) {
            assertThat(children(root)).extracting(Element::getTagName).containsExactly("requestId", "return");
        } else {
            assertThat(unknownElements(root, API.path("shapes").path(output.asText()), action))
                    .isEmpty();
        }
    }

    static Stream<Arguments> actions() {
        String table = "RouteTableId=" + Ec2Lab.TABLE + "&DestinationCidrBlock=" + Ec2Lab.VIP;
        String target = "&NetworkInterfaceId=" + Ec2Lab.ENI_A;
        String networkInterface = "NetworkInterfaceId=" + Ec2Lab.ENI_A;
        return Stream.of(
                arguments("CreateRoute", table + target),
                arguments("ReplaceRoute", table + target),
                arguments("DeleteRoute", table),
                arguments("ModifyNetworkInterfaceAttribute", networkInterface + "&SourceDestCheck.Value=false"),
                arguments("DescribeNetworkInterfaceAttribute", networkInterface + "&Attribute=attachment"),
                arguments("DescribeNetworkInterfaceAttribute", networkInterface + "&Attribute=groupSet"),
                arguments("DescribeNetworkInterfaceAttribute", networkInterface + "&Attribute=description"),
                arguments("DescribeRouteTables", "MaxResults=5"),
                arguments("DescribeVpcs", "MaxResults=5"),
                arguments("DescribeSubnets", "MaxResults=5"),
                arguments("DescribeInstances", "MaxResults=5"),
                arguments("DescribeNetworkInterfaces", "MaxResults=5"),
                arguments("DescribeSecurityGroups", "MaxResults=5"),
                arguments("DescribeVpcPeeringConnections", "MaxResults=5"));
    }

    private static List<String> unknownElements(Element element, JsonNode shape, String path) {
        List<String> unknown = new ArrayList<>();
        for (Element child : children(element)) {
            JsonNode member = member(shape, child.getTagName());
            String childPath = path + "/" + child.getTagName();
            if (member.isMissingNode()) {
                if (!child.getTagName().equals("requestId")) {
                    unknown.add(childPath);
                }
            } else {
                unknown.addAll(unknownElements(
                        child, API.path("shapes").path(member.path("shape").asText()), childPath));
            }
        }
        return unknown;
    }

    private static JsonNode member(JsonNode shape, String tag) {
        if (shape.path("type").asText().equals("list")) {
            return tag.equals("item") ? shape.path("member") : shape.path("none");
        }
        for (Map.Entry<String, JsonNode> each : shape.path("members").properties()) {
            if (each.getValue().path("locationName").asText(each.getKey()).equals(tag)) {
                return each.getValue();
            }
        }
        return shape.path("none");
    }

    /** The names under which a shape's members are sent: of EC2's Query protocol, so with a capital first letter, lists numbered. */
    private static List<String> parameters(JsonNode shape, String prefix) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : shape.path("members").properties()) {
            if (each.getKey().equals("Filters")) {
                continue;
            }
            String located = each.getValue().path("locationName").asText(each.getKey());
            String name = prefix
                    + each.getValue()
                            .path("queryName")
                            .asText(Character.toUpperCase(located.charAt(0)) + located.substring(1));
            JsonNode inner =
                    API.path("shapes").path(each.getValue().path("shape").asText());
            switch (inner.path("type").asText()) {
                case "structure" -> names.addAll(parameters(inner, name + "."));
                case "list" -> names.add(name + ".1");
                default -> names.add(name);
            }
        }
        return names;
    }

    private static JsonNode input(String action) {
        return API.path("shapes")
                .path(API.at("/operations/" + action + "/input/shape").asText());
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                children.add(inner);
            }
        }
        return children;
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(MODEL.toFile());
        } catch (IOException missing) {
            throw new UncheckedIOException("install Debian's awscli, which brings AWS's model of the EC2 API", missing);
        }
    }
}
