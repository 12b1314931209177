package dev.pointsman.lab.ec2;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.pointsman.lab.linux.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class Ec2EndpointMainTest {

    @Test
    void itPrintsWhereItListensAndWhatItIsCalledFor() throws Exception {
        Process process = new ProcessBuilder(line("0", "1", "2"))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            String url = output.readLine();
            assertThat(url).startsWith("AWS_ENDPOINT_URL_EC2=http://127.0.0.1:");
            SignedClient client = new SignedClient(URI.create(url.substring(url.indexOf('=') + 1)));
            assertThat(client.call("DescribeRouteTables", "MaxResults=5&Filter.1.Name=tag:Name&Filter.1.Value.1=extra*")
                            .body())
                    .contains("extra 0", "extra 1")
                    .doesNotContain("extra 2");
            assertThat(List.of(output.readLine(), output.readLine(), output.readLine()))
                    .contains("AWS_REGION=eu-central-1");
            assertThat(output.readLine()).contains(" DescribeRouteTables 200 ok ");
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "65536, 0, 0, port '65536' is not a number of 0 to 65535",
        "0, soon, 0, delay in ms 'soon' is not a number",
        "0, 0, -1, extra route tables '-1' is not a number of 0 to 1000"
    })
    void whatIsNoNumberInRangeIsRefused(String port, String delay, String tables, String reason) throws Exception {
        Command.Result refused = Command.of(line(port, delay, tables)).attempt();
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("failed to start the EC2 endpoint: " + reason);
    }

    private static List<String> line(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ec2EndpointMain.class.getName()));
        line.addAll(List.of(arguments));
        return line;
    }
}
