package dev.pointsman.pipeline.compile;

import java.util.List;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Severity;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.routetest.RouteTest;
import dev.pointsman.pipeline.status.ResourceStatus;

/** The verdict on one set of definitions: a plan, or the reasons why there is none. */
public sealed interface Compilation {

    /** Everything there is to say, sorted by place. */
    List<Finding> findings();

    /** The status of every resource that has one, by kind and name. */
    List<ResourceStatus> statuses();

    /** The definitions can be served; findings are warnings only. The tests are those of the plan's own Gateways. */
    record Accepted(Plan plan, List<RouteTest> tests, List<Finding> findings, List<ResourceStatus> statuses)
            implements Compilation {
        public Accepted {
            tests = List.copyOf(tests);
            findings = findings.stream().sorted().toList();
            if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
                throw new IllegalArgumentException("definitions with errors cannot be accepted");
            }
        }
    }

    /** The definitions are refused as a whole; at least one finding is an error. */
    record Refused(List<Finding> findings, List<ResourceStatus> statuses) implements Compilation {
        public Refused {
            findings = findings.stream().sorted().toList();
            if (findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
                throw new IllegalArgumentException("definitions without an error cannot be refused");
            }
        }
    }
}
