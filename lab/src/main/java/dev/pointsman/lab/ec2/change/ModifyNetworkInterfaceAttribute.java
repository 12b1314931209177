package dev.pointsman.lab.ec2.change;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.pointsman.lab.ec2.action.Action;
import dev.pointsman.lab.ec2.action.Identifiers;
import dev.pointsman.lab.ec2.action.World;
import dev.pointsman.lab.ec2.query.ErrorCode;
import dev.pointsman.lab.ec2.query.Parameters;
import dev.pointsman.lab.ec2.query.ResponseXml;
import dev.pointsman.lab.vpc.NetworkInterface;

/** Changes an interface's source/destination check, without which a node cannot take packets for a virtual IP. */
public final class ModifyNetworkInterfaceAttribute implements Action {

    /** Attributes that the API can change and the lab does not have. */
    private static final List<String> OTHERS = List.of(
            "AssociatePublicIpAddress",
            "Attachment.AttachmentId",
            "Attachment.DeleteOnTermination",
            "ConnectionTrackingSpecification.TcpEstablishedTimeout",
            "Description.Value",
            "EnablePrimaryIpv6",
            "EnaSrdSpecification.EnaSrdEnabled",
            "EnaSrdSpecification.EnaSrdUdpSpecification.EnaSrdUdpEnabled");

    @Override
    public String name() {
        return "ModifyNetworkInterfaceAttribute";
    }

    @Override
    public boolean mutates() {
        return true;
    }

    @Override
    public Prepared prepare(Parameters parameters) {
        String id = Identifiers.NETWORK_INTERFACES.wellFormed(parameters.required("NetworkInterfaceId"));
        Optional<Boolean> check = parameters.flag("SourceDestCheck.Value");
        Set<String> attributes = new TreeSet<>();
        OTHERS.stream()
                .filter(name -> parameters.text(name).isPresent())
                .map(name -> name.split("\\.")[0])
                .forEach(attributes::add);
        if (!parameters.list("SecurityGroupId").isEmpty()) {
            attributes.add("SecurityGroupId");
        }
        int count = attributes.size() + (check.isPresent() ? 1 : 0);
        if (count == 0) {
            throw ErrorCode.INVALID_PARAMETER_COMBINATION.because("No attributes specified.");
        }
        if (count > 1) {
            throw ErrorCode.INVALID_PARAMETER_COMBINATION.because(
                    "You can specify only one attribute at a time, but the request has '%d'", count);
        }
        if (check.isEmpty()) {
            throw ErrorCode.UNSUPPORTED_OPERATION.because(
                    "The lab changes the attribute SourceDestCheck only, not '%s'",
                    attributes.iterator().next());
        }
        return new Change(id, check.get());
    }

    private record Change(String id, boolean check) implements Prepared {

        @Override
        public List<String> resourceIds() {
            return List.of(id);
        }

        @Override
        public Consumer<ResponseXml> perform(World world) {
            world.vpc().change(before -> {
                NetworkInterface found =
                        before.networkInterface(id).orElseThrow(() -> Identifiers.NETWORK_INTERFACES.notFound(id));
                return before.with(found.withSourceDestinationCheck(check));
            });
            return xml -> xml.text("return", true);
        }
    }
}
