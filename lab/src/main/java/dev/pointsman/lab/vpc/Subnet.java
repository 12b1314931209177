package dev.pointsman.lab.vpc;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A range of a VPC's addresses in one availability zone.
 *
 * <p>Exists because a subnet decides by which route table its clients' packets go.
 *
 * @param id {@code subnet-…}
 * @param vpcId the VPC it is part of
 * @param cidr its block, inside the VPC's
 * @param zone availability zone's name, for example {@code eu-central-1a}
 * @param tags keys and values
 */
public record Subnet(String id, String vpcId, Cidr cidr, String zone, Map<String, String> tags) {

    private static final Pattern ZONE = Pattern.compile("[a-z]+-[a-z]+-[0-9][a-z]");

    public Subnet {
        ResourceKind.SUBNET.require(id);
        ResourceKind.VPC.require(vpcId);
        if (!ZONE.matcher(zone).matches()) {
            throw new IllegalArgumentException(
                    "zone '%s' is malformed: write a region and a letter, as in 'eu-central-1a'".formatted(zone));
        }
        tags = Map.copyOf(tags);
    }

    /**
     * The zone's id, the same in every account here: for example {@code euc1-az1} for {@code eu-central-1a} (area, direction's first letter,
     * number, then the zone's place).
     */
    public String zoneId() {
        String[] parts = zone.split("-");
        String last = parts[parts.length - 1];
        char letter = last.charAt(last.length() - 1);
        String number = last.substring(0, last.length() - 1);
        return parts[0] + parts[1].charAt(0) + number + "-az" + (letter - 'a' + 1);
    }
}
