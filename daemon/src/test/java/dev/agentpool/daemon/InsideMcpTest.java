package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An MCP client inside a session has the tools of a child, and the others are refused. */
@Timeout(180)
class InsideMcpTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** SOCKET FILE HELLO LINES: says them and writes the answers, one a line. */
  private static final String TALK =
      """
      use IO::Socket::UNIX;
      my ($socket, $file, @lines) = @ARGV;
      my $s = IO::Socket::UNIX->new(Peer => $socket) or die "no $socket: $!";
      open my $out, '>', "$file.new";
      my $hello = shift @lines; $hello =~ s/TOKEN/$ENV{AGENTPOOL_SLOT_TOKEN}/;
      print $s "$hello\\n"; $s->flush;
      for my $line (@lines) { print $s "$line\\n"; $s->flush; my $answer = <$s>; print $out $answer; }
      close $out; rename "$file.new", $file;
      """;

  @TempDir Path temp;
  private DaemonProcess daemon;
  private Rest rest;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    project =
        DaemonProcess.project(
            temp,
            "slots = 1\n[settings]\nprovider = \"scripted\"\npermission_mode = \"acceptEdits\"\n"
                + "allowed_tools = [\"Bash\"]\n");
    daemon = new DaemonProcess(temp);
    Files.writeString(daemon.home().resolve("config.toml"), "[settings]\nwalls = \"off\"\n");
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private static String request(int id, String method, Map<String, ?> params) {
    return JSON.writeValueAsString(
        Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
  }

  private static String call(int id, String tool, Map<String, ?> arguments) {
    return request(id, "tools/call", Map.of("name", tool, "arguments", arguments));
  }

  private List<JsonNode> talk(String socket, String hello, String... requests) throws Exception {
    Path script = Files.writeString(temp.resolve("talk.pl"), TALK);
    Path file = temp.resolve("answers");
    StringBuilder line = new StringBuilder("perl " + script + " " + socket + " " + file);
    line.append(" '").append(hello).append('\'');
    String initialize =
        request(
            1,
            "initialize",
            Map.of(
                "protocolVersion", "2025-06-18",
                "capabilities", Map.of(),
                "clientInfo", Map.of("name", "t", "version", "1")));
    line.append(" '").append(initialize).append('\'');
    for (String request : requests) {
      line.append(" '").append(request).append('\'');
    }
    String prompt = InsideATask.shell(line.toString()) + "@@say talked@@";
    Rest.ok(202, rest.post("/v1/tasks", "prompt", prompt));
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(file));
    return Files.readAllLines(file).stream().map(JSON::readTree).toList();
  }

  @Test
  void itsToolsAreThoseOfAChildAndAPersonsAreRefusedWithTheReason() throws Exception {
    List<JsonNode> answers =
        talk(
            "$(dirname $AGENTPOOL_SOCKET)/mcp.sock",
            "{\"dir\":\"/tmp\",\"toolsets\":[\"full\"],\"token\":\"TOKEN\"}",
            request(2, "tools/list", Map.of()),
            call(3, "pool_run", Map.of("prompt", "plain")),
            call(4, "pool_approve_result", Map.of("task_id", "task-1")),
            call(5, "pool_drain", Map.of()));
    List<String> names =
        answers
            .get(1)
            .get("result")
            .get("tools")
            .valueStream()
            .map(tool -> tool.get("name").asString())
            .toList();
    assertThat(names)
        .contains("pool_run", "pool_fan_out", "pool_wait", "pool_escalate", "context_get")
        .doesNotContain("pool_approve_result", "pool_drain", "pool_scale_up", "pool_review");
    assertThat(answers.get(2).get("result").path("isError").asBoolean(false)).isFalse();
    for (int refused : List.of(3, 4)) {
      JsonNode answer = answers.get(refused).get("result");
      assertThat(answer.get("isError").asBoolean()).isTrue();
      assertThat(answer.toString()).contains("inside_a_task", "is for a person");
    }
    JsonNode tasks = Rest.ok(200, rest.get("/v1/tasks")).get("items");
    assertThat(tasks).hasSize(2);
    assertThat(tasks.get(0).get("submitted_by")).isEqualTo(tasks.get(1).get("id"));
    assertThat(Rest.ok(200, rest.get("/v1/status")).get("pools")).hasSize(1);
  }

  @Test
  void overTheMainSocketWithoutATokenItIsTheSame() throws Exception {
    List<JsonNode> answers =
        talk(
            daemon.home().resolve("state/run/mcp.sock").toString(),
            "{\"toolsets\":[\"full\"]}",
            request(2, "resources/list", Map.of()),
            call(3, "pool_reject_result", Map.of("task_id", "task-1", "feedback", "x")));
    assertThat(answers.get(1).path("result").path("resources")).isEmpty();
    assertThat(answers.get(2).toString()).contains("inside_a_task");
  }
}
