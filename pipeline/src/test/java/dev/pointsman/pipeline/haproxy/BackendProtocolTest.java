package dev.pointsman.pipeline.haproxy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import dev.pointsman.pipeline.AsksHaproxy;
import dev.pointsman.pipeline.haproxy.traffic.HaproxyProcess;
import dev.pointsman.pipeline.plan.PlanFixture;
import dev.pointsman.pipeline.plan.backend.BackendProtocol;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.pointsman.pipeline.haproxy.traffic.RawRequest.get;
import static dev.pointsman.pipeline.plan.PlanFixture.anything;
import static dev.pointsman.pipeline.plan.PlanFixture.listener;
import static dev.pointsman.pipeline.plan.PlanFixture.rule;
import static dev.pointsman.pipeline.plan.PlanFixture.to;
import static org.assertj.core.api.Assertions.assertThat;

/** What is spoken to endpoints, asked of the real HAProxy. */
@AsksHaproxy
class BackendProtocolTest {
    @TempDir
    Path directory;

    @Test
    void http_2_without_tls_is_spoken_to_those_who_want_it() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(request -> request.response().end(request.version() + " " + request.path()))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            String endpoint = "127.0.0.1:" + server.actualPort();
            PlanFixture plan = new PlanFixture()
                    .backend("shop/one", 80, BackendProtocol.HTTP_2, endpoint)
                    .backend("shop/two", 80, BackendProtocol.HTTP_1, endpoint)
                    .entrypoint(
                            "127.0.0.1",
                            HaproxyProcess.freePort(),
                            listener(
                                    "edge/web",
                                    "http",
                                    "*",
                                    rule("shop/a", 0, "*", PlanFixture.exact("/two"), to("shop/two", 80, 1)),
                                    rule("shop/a", 1, "*", anything(), to("shop/one", 80, 1))));

            try (HaproxyProcess haproxy = HaproxyProcess.start(plan.plan(), directory)) {
                assertThat(haproxy.send(get("/one", "Host: a")).body()).contains("HTTP_2 /one");
                assertThat(haproxy.send(get("/two", "Host: a")).body()).contains("HTTP_1_1 /two");
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
