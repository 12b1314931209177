package dev.pointsman.lab.ec2.describe;

import java.util.List;
import java.util.function.Consumer;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.action.World;
import dev.pointsman.lab.ec2.query.Parameters;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.NetworkInterface;

/** Describes one attribute of one interface; exists because the source/destination check is read this way. */
public final class DescribeNetworkInterfaceAttribute implements Action {

    /** The values of {@code Attribute} in the API reference that the lab has something to say about. */
    private static final List<String> ATTRIBUTES = List.of("description", "groupSet", "sourceDestCheck", "attachment");

    @Override
    public String name() {
        return "DescribeNetworkInterfaceAttribute";
    }

    @Override
    public boolean mutates() {
        return false;
    }

    @Override
    public Prepared prepare(Parameters parameters) {
        String id = Identifiers.NETWORK_INTERFACES.wellFormed(parameters.required("NetworkInterfaceId"));
        String attribute = parameters.required("Attribute");
        if (!ATTRIBUTES.contains(attribute)) {
            throw Parameters.invalid("Attribute", attribute, "Expecting one of " + ATTRIBUTES + ".");
        }
        return new Question(id, attribute);
    }

    private record Question(String id, String attribute) implements Prepared {

        @Override
        public List<String> resourceIds() {
            return List.of(id);
        }

        @Override
        public Consumer<ResponseXml> perform(World world) {
            NetworkInterface found =
                    world.seen().networkInterface(id).orElseThrow(() -> Identifiers.NETWORK_INTERFACES.notFound(id));
            return xml -> {
                xml.text("networkInterfaceId", id);
                switch (attribute) {
                    case "description" ->
                        xml.element("description", element -> element.text("value", found.description()));
                    case "sourceDestCheck" ->
                        xml.element(
                                "sourceDestCheck", element -> element.text("value", found.sourceDestinationCheck()));
                    case "attachment" ->
                        found.attachment()
                                .ifPresent(attachment -> xml.element("attachment", element -> {
                                    InterfaceXml.writeAttachment(element, attachment);
                                    element.text("instanceId", attachment.instanceId());
                                }));
                    default -> xml.element("groupSet", none -> {});
                }
            };
        }
    }
}
