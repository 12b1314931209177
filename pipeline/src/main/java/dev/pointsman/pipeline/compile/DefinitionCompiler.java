package dev.pointsman.pipeline.compile;

import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.FindingCode;
import dev.pointsman.pipeline.finding.Findings;
import dev.pointsman.pipeline.finding.Quoted;
import dev.pointsman.pipeline.finding.Suggestion;
import dev.pointsman.pipeline.parse.ResourceReader;
import dev.pointsman.pipeline.plan.Plan;
import dev.pointsman.pipeline.plan.value.ResourceName;
import dev.pointsman.pipeline.resolve.PlanResolver;
import dev.pointsman.pipeline.resolve.Resolution;
import dev.pointsman.pipeline.resolve.ServedFleet;
import dev.pointsman.pipeline.resource.Definitions;
import dev.pointsman.pipeline.resource.Kind;
import dev.pointsman.pipeline.status.ResourceStatus;
import dev.pointsman.pipeline.status.StatusReport;
import dev.pointsman.pipeline.vpc.VpcFacts;
import dev.pointsman.pipeline.vpc.VpcSource;
import dev.pointsman.pipeline.vpc.rule.VpcRules;

/**
 * Compiles definitions: from texts to a plan, or to everything that is wrong with them, at once.
 *
 * <p>A pure function: the same texts give the same verdict, in whatever order they come.
 */
public final class DefinitionCompiler {

    private final CompileOptions options;
    private final Findings findings;
    private final Definitions definitions = new Definitions();

    private DefinitionCompiler(CompileOptions options) {
        this.options = options;
        this.findings = new Findings(options.admission());
    }

    /** Compiles for the only Fleet there is. */
    public static Compilation compile(DefinitionSet set) {
        return compile(set, CompileOptions.defaults());
    }

    public static Compilation compile(DefinitionSet set, CompileOptions options) {
        DefinitionCompiler compiler = new DefinitionCompiler(options);
        return compiler.choose(compiler.resolve(set));
    }

    /** Everything there is to say about the definitions, for all Fleets in them whatever the options name. */
    public static Report check(DefinitionSet set, CompileOptions options) {
        DefinitionCompiler compiler = new DefinitionCompiler(options);
        Resolution resolution = compiler.resolve(set);
        return new Report(compiler.findings.all(), compiler.statuses(resolution));
    }

    /**
     * The same, and what there is to say about the Fleets by their VPCs.
     *
     * @param routeQuota how many entries a route table may have in the account; empty when nobody said
     */
    public static Report check(DefinitionSet set, CompileOptions options, VpcFacts facts, OptionalInt routeQuota) {
        DefinitionCompiler compiler = new DefinitionCompiler(options);
        Resolution resolution = compiler.resolve(set);
        VpcRules rules = new VpcRules(facts, routeQuota, compiler.findings);
        resolution.fleets().forEach(served -> rules.check(served.fleet(), served.gateways()));
        resolution.fleets().stream().findFirst().ifPresent(first -> rules.checkCompleteness(first.fleet()));
        return new Report(compiler.findings.all(), compiler.statuses(resolution));
    }

    /** The VPCs of all Fleets that can be read, whatever else is wrong with the definitions. */
    public static List<VpcSource.Address> vpcs(DefinitionSet set) {
        return new DefinitionCompiler(CompileOptions.defaults())
                .resolve(set).fleets().stream()
                        .map(ServedFleet::fleet)
                        .map(fleet -> new VpcSource.Address(fleet.region(), fleet.vpcId()))
                        .distinct()
                        .toList();
    }

    private List<ResourceStatus> statuses(Resolution resolution) {
        return StatusReport.of(definitions, findings, resolution);
    }

    private Resolution resolve(DefinitionSet set) {
        for (Finding unreadable : set.findings()) {
            findings.add(unreadable);
            definitions.missSome();
        }
        CommittedKeys committed = new CommittedKeys(set.files());
        committed.files().forEach(findings::conceal);
        for (DefinitionFile file : set.files()) {
            ResourceReader.read(file.path(), file.text(), definitions, findings);
        }
        if (definitions.isEmpty()) {
            findings.error(
                    FindingCode.NO_DEFINITIONS,
                    Findings.REPOSITORY,
                    "there is not a single resource in the definitions",
                    "Files are read when their names end in .yaml or .yml and no folder on their path starts with a dot.");
        } else if (definitions.names(Kind.FLEET).isEmpty() && definitions.isComplete()) {
            findings.error(
                    FindingCode.NO_DEFINITIONS,
                    Findings.REPOSITORY,
                    "there is no Fleet in the definitions, so nobody serves them",
                    "Write one: kind Fleet of apiVersion " + Kind.FLEET.apiVersion() + ".");
        }
        Resolution resolution = PlanResolver.resolve(definitions, options.scope(), options.certificates(), findings);
        if (!options.certificates().admitsData()) {
            committed.refuse(findings);
        }
        return resolution;
    }

    private Compilation choose(Resolution resolution) {
        String wanted = options.fleet();
        SortedMap<ResourceName, Plan> plans = resolution.plans();
        if (findings.errors() == 0) {
            List<Plan> chosen = plans.values().stream()
                    .filter(plan ->
                            wanted.isEmpty() || plan.fleet().name().toString().equals(wanted))
                    .toList();
            if (chosen.size() == 1) {
                return new Compilation.Accepted(
                        chosen.getFirst(),
                        resolution.tests().get(chosen.getFirst().fleet().name()),
                        findings.all(),
                        statuses(resolution));
            }
            List<String> names =
                    plans.keySet().stream().map(ResourceName::toString).toList();
            findings.error(
                    FindingCode.FLEET_NOT_CHOSEN,
                    Findings.REPOSITORY,
                    wanted.isEmpty()
                            ? "there are " + names.size() + " Fleets, and nobody says which one is meant"
                            : "there is no Fleet " + Quoted.of(wanted),
                    "There is " + Suggestion.list(names) + ".");
        }
        return new Compilation.Refused(findings.all(), statuses(resolution));
    }
}
