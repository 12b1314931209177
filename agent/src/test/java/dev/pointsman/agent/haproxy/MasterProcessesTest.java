package dev.pointsman.agent.haproxy;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MasterProcessesTest {

    @Test
    void workersThatLeaveAreToldFromThoseThatServe() throws IOException {
        MasterProcesses processes = MasterProcesses.parse("""
                #<PID>          <type>          <reloads>       <uptime>        <version>
                1162            master          5 [failed: 2]   0d00h02m07s     2.6.12-1+deb12u4
                # workers
                1271            worker          1               0d00h00m00s     2.6.12-1+deb12u4
                # old workers
                1233            worker          3               0d00h00m43s     2.6.12-1+deb12u4
                # programs
                1300            worker          0               0d00h00m43s     -
                """.lines().toList());

        assertThat(processes).isEqualTo(new MasterProcesses(5, 2, List.of(1271L), List.of(1233L)));
    }

    @Test
    void anAnswerWithoutAMasterIsNotTakenForOne() {
        assertThatThrownBy(() -> MasterProcesses.parse(List.of("Unknown command")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("names no master process");
    }
}
