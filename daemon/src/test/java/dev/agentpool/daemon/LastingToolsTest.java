package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code agent-pool mcp} outlives the daemon that it speaks for. */
class LastingToolsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String POOL =
      """
      [pool]
      name = "shop"
      [experts.db]
      """;

  private static JsonNode asked(OutputStream to, BufferedReader from, int id, String rest)
      throws Exception {
    to.write(
        ("{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + rest + "}\n")
            .getBytes(StandardCharsets.UTF_8));
    to.flush();
    return answer(from, id);
  }

  private static JsonNode answer(BufferedReader from, int id) throws Exception {
    while (true) {
      String line = from.readLine();
      assertThat(line).as("the answer to " + id).isNotNull();
      JsonNode message = JSON.readTree(line);
      if (message.path("id").asInt(-1) == id && !message.has("method")) {
        return message;
      }
    }
  }

  @Test
  void theToolsOfARoleWorkAgainWhenTheNextDaemonIsThere() throws Exception {
    try (RoleLab lab = new RoleLab(POOL).start()) {
      lab.get("/v1/experts");
      await().atMost(RoleLab.ROOM).until(() -> Files.exists(lab.pool("daemon.sock")));
      Process mcp =
          new ProcessBuilder(
                  lab.program().toString(),
                  "mcp",
                  "--pool",
                  lab.pool("").toString(),
                  "--role",
                  "concierge")
              .redirectError(lab.root().resolve("mcp.err").toFile())
              .start();
      try (OutputStream to = mcp.getOutputStream();
          BufferedReader from = mcp.inputReader(StandardCharsets.UTF_8)) {
        JsonNode hello =
            asked(
                to,
                from,
                1,
                "\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                    + "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}");
        assertThat(hello.has("result")).as("%s", hello).isTrue();
        to.write(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n"
                .getBytes(StandardCharsets.UTF_8));
        JsonNode tools = asked(to, from, 2, "\"method\":\"tools/list\"").at("/result/tools");
        assertThat(tools.size()).isPositive();

        lab.daemon().kill9();
        lab.daemon().start();
        lab.get("/v1/experts");
        JsonNode again = asked(to, from, 3, "\"method\":\"tools/list\"");
        if (again.has("error")) { // asked before anyone knew of the death
          assertThat(again.at("/error/message").asString()).contains("went away", "ask again");
          again = asked(to, from, 4, "\"method\":\"tools/list\"");
        }
        assertThat(again.at("/result/tools")).as("%s", again).isEqualTo(tools);

        lab.daemon().term();
        assertThat(mcp.waitFor(60, TimeUnit.SECONDS))
            .as("it ends with a daemon that is stopped")
            .isTrue();
      } finally {
        mcp.destroyForcibly();
      }
    }
  }
}
