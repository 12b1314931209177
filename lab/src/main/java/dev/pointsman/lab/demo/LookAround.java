package dev.pointsman.lab.demo;

import dev.pointsman.lab.Lab;

/** What a person can do with a lab that is left up. */
final class LookAround {
    private LookAround() {}

    static void print(Stage stage) {
        var narrator = stage.narrator();
        var call = stage.oracle().calls().getFirst();
        var client = stage.clients().firstEntry().getValue();
        var node = stage.livingNodes().values().iterator().next();
        var inClient = "ip netns exec pm-%s-%s".formatted(stage.lab().id(), client.name());
        narrator.heading("The lab stays up until ctrl-C. To look around (as root, in another terminal):");
        narrator.line("  a request      %s curl -s -H 'Host: %s' http://%s/"
                .formatted(
                        inClient,
                        call.request().headers().get("Host"),
                        call.request().address()));
        narrator.line("  who owns what  "
                + String.join(
                        " ",
                        node.pointsmanCommand(
                                "status", "--root", node.layout().root().toString())));
        narrator.line("  as JSON        ip netns exec %s curl -s %s/ownership"
                .formatted(node.namespace().name(), node.agentUrl()));
        narrator.line("  the routes     ip -n %s route show table all | grep %s"
                .formatted(
                        stage.lab().router().namespace().name(),
                        stage.destination().split("/")[0]));
        narrator.line("  change things  edit and commit in %s, then: ip netns exec %s git -C %s push"
                .formatted(
                        stage.lab().checkout().directory(),
                        stage.lab().router().namespace().name(),
                        stage.lab().checkout().directory()));
        for (var each : stage.lab().nodes()) {
            narrator.line("  %-14s disk %s, logs %s/*.log%s"
                    .formatted(
                            each.name(),
                            each.layout().root(),
                            each.logs(),
                            stage.livingNodes().containsKey(each.name()) ? "" : " (killed)"));
        }
        narrator.line("  Git server     %s (inside the lab), EC2 endpoint %s"
                .formatted(Lab.repositoryUrl(), stage.lab().ec2().url()));
    }
}
