package dev.pointsman.lab.sigv4;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pointsman.lab.sigv4.SignatureRefused.Reason;

/**
 * The parts of an {@code Authorization} header with algorithm {@code AWS4-HMAC-SHA256}.
 *
 * @param accessKeyId the scope's first part
 * @param date the scope's day, {@code yyyyMMdd}
 * @param region the scope's region
 * @param service the scope's service
 * @param signedHeaders lower-case names as listed
 * @param signature 64 hexadecimal digits, as sent
 */
record Authorization(
        String accessKeyId, String date, String region, String service, List<String> signedHeaders, String signature) {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String TERMINATOR = "aws4_request";

    static Authorization parse(String header) throws SignatureRefused {
        String trimmed = header.strip();
        if (!trimmed.startsWith(ALGORITHM + " ")) {
            throw new SignatureRefused(
                    Reason.INCOMPLETE,
                    "Authorization header requires the algorithm '%s', not '%s'"
                            .formatted(ALGORITHM, trimmed.split(" ", 2)[0]));
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : trimmed.substring(ALGORITHM.length()).split(",")) {
            String[] nameAndValue = part.strip().split("=", 2);
            if (nameAndValue.length != 2 || parts.put(nameAndValue[0], nameAndValue[1]) != null) {
                throw new SignatureRefused(
                        Reason.INCOMPLETE,
                        "'%s' in the Authorization header is not one key=value pair".formatted(part.strip()));
            }
        }
        List<String> missing = new ArrayList<>(List.of("Credential", "SignedHeaders", "Signature"));
        missing.removeAll(parts.keySet());
        if (!missing.isEmpty()) {
            throw new SignatureRefused(
                    Reason.INCOMPLETE, "Authorization header requires '%s' parameter".formatted(missing.getFirst()));
        }
        String[] scope = parts.get("Credential").split("/", -1);
        if (scope.length != 5 || !scope[4].equals(TERMINATOR)) {
            throw new SignatureRefused(
                    Reason.INCOMPLETE,
                    "Credential must have the form <access key>/yyyyMMdd/<region>/<service>/%s, got '%s'"
                            .formatted(TERMINATOR, parts.get("Credential")));
        }
        return new Authorization(
                scope[0],
                scope[1],
                scope[2],
                scope[3],
                List.of(parts.get("SignedHeaders").split(";")),
                parts.get("Signature"));
    }

    String scope() {
        return String.join("/", date, region, service, TERMINATOR);
    }
}
