package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.daemon.DaemonProcess.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Streams over HTTP: what they tell, in which order, and how they go on after a break. */
class RestStreamsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SOON = Duration.ofSeconds(60);
  @TempDir static Path home;
  private static DaemonProcess daemon;

  /** Deleted when the daemon has ended: it works on in projects whose test is over. */
  @TempDir static Path projects;

  private Path temp;
  private Path project;
  private Rest rest;

  @BeforeAll
  static void start() throws Exception {
    daemon = new DaemonProcess(home).start();
  }

  @AfterAll
  static void stop() throws Exception {
    daemon.close();
  }

  @BeforeEach
  void project() throws Exception {
    temp = Files.createTempDirectory(projects, "test");
    project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    rest = new Rest(daemon, project);
  }

  private record Event(String id, String name, JsonNode data) {}

  private static List<Event> events(Answer stream) {
    assertThat(stream.type()).isEqualTo("text/event-stream");
    return List.of(stream.text().split("\n\n")).stream()
        .filter(block -> block.startsWith("id: "))
        .map(block -> {
          String[] lines = block.split("\n");
          return new Event(
              lines[0].substring(4),
              lines[1].substring("event: ".length()),
              JSON.readTree(lines[2].substring("data: ".length())));
        })
        .toList();
  }

  private List<Event> watch(String path, String lastId) throws Exception {
    return events(rest.call("GET", path, null, Map.of("Last-Event-ID", lastId)));
  }

  private String submit(String prompt) throws Exception {
    return Rest.ok(202, rest.post("/v1/tasks", "prompt", prompt)).get("task_id").asString();
  }

  @Test
  void aTaskIsWatchedUntilItEndsAndFromWhereTheClientWas() throws Exception {
    String id = submit("@@delay 300@@ @@cost 0.1@@ @@say hello@@");
    List<Event> all = watch("/v1/tasks/" + id + "/stream", "");
    assertThat(all).extracting(Event::name).contains("state", "text").endsWith("complete");
    assertThat(all.getLast().data().get("output").asString()).isEqualTo("hello");
    assertThat(all.getLast().data().get("cost_microdollars").asLong()).isEqualTo(100_000);
    assertThat(all)
        .extracting(event -> event.data().path("state").asString(""))
        .contains("running");
    Event text =
        all.stream().filter(event -> event.name().equals("text")).findFirst().orElseThrow();
    List<Event> rest = watch("/v1/tasks/" + id + "/stream", text.id());
    assertThat(rest).extracting(Event::name).doesNotContain("text").endsWith("complete");
    assertThat(watch("/v1/tasks/" + id + "/stream", all.getLast().id()).getLast().name())
        .isEqualTo("complete");
  }

  @Test
  void aCancelledTaskSaysSo() throws Exception {
    String id = submit("@@delay 60000@@");
    CompletableFuture<List<Event>> watched =
        CompletableFuture.supplyAsync(() -> {
          try {
            return watch("/v1/tasks/" + id + "/stream", "");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(rest.delete("/v1/tasks/" + id).status()).isEqualTo(204);
    assertThat(watched.get(60, TimeUnit.SECONDS).getLast().name()).isEqualTo("cancelled");
  }

  @Test
  void whatIsUnknownIsRefusedBeforeAStreamBegins() throws Exception {
    assertThat(rest.get("/v1/tasks/task-00ff/stream").code()).isEqualTo("task_not_found");
    assertThat(rest.get("/v1/chains/chain-00ff/stream").code()).isEqualTo("chain_not_found");
    String id = submit("@@say x@@");
    assertThat(rest.get("/v1/chains/" + id.replace("task", "chain") + "/stream").status())
        .isEqualTo(404);
    Map<String, String> nonsense = Map.of("Last-Event-ID", "yesterday");
    assertThat(rest.call("GET", "/v1/tasks/" + id + "/stream", null, nonsense).detail())
        .contains("Last-Event-ID");
  }

  private String chain(Object... steps) throws Exception {
    return Rest.ok(202, rest.post("/v1/chains", "steps", List.of(steps)))
        .get("chain_id")
        .asString();
  }

  @Test
  void aChainIsWatchedStepByStep() throws Exception {
    String id = chain("@@delay 200@@ @@cost 0.1@@ @@say one@@", "@@say two {previous_output}@@");
    List<Event> all = watch("/v1/chains/" + id + "/stream", "");
    assertThat(all)
        .extracting(Event::name)
        .containsExactly(
            "step_start",
            "step_output",
            "step_complete",
            "step_start",
            "step_output",
            "step_complete",
            "chain_complete");
    assertThat(all.get(4).data().get("chunk").asString()).isEqualTo("two one");
    assertThat(all.get(2).data().get("cost_microdollars").asLong()).isEqualTo(100_000);
    assertThat(all.getLast().data().get("success").asBoolean()).isTrue();
    for (int i = 0; i < all.size(); i++) { // after a break at any place the rest comes, no less
      assertThat(watch("/v1/chains/" + id + "/stream", all.get(i).id()))
          .extracting(Event::name)
          .isEqualTo(
              all.subList(Math.min(i + 1, all.size() - 1), all.size()).stream()
                  .map(Event::name)
                  .toList());
    }
  }

  @Test
  void aFailedChainNamesTheStepAndACancelledOneSaysSo() throws Exception {
    List<Event> failed =
        watch("/v1/chains/" + chain("@@say a@@", "@@fail broken@@", "@@say c@@") + "/stream", "");
    assertThat(failed.getLast().name()).isEqualTo("chain_failed");
    assertThat(failed.getLast().data().get("failed_at_step").asInt()).isEqualTo(1);
    assertThat(failed).extracting(Event::name).filteredOn("step_complete"::equals).hasSize(2);
    String id = chain("@@delay 60000@@", "@@say never@@");
    rest.delete("/v1/chains/" + id + "?kill=true");
    assertThat(watch("/v1/chains/" + id + "/stream", "").getLast().name())
        .isEqualTo("chain_cancelled");
  }

  @Test
  void aPoolIsWatchedUntilItIsDrained() throws Exception {
    CompletableFuture<List<Event>> watched = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            watched.complete(watch("/v1/pool/events", ""));
          } catch (Exception e) {
            watched.completeExceptionally(e);
          }
        });
    String id = submit("@@delay 800@@ @@say x@@");
    daemon.awaitAll(List.of(id), SOON);
    Awaitility.await()
        .atMost(SOON)
        .until(() -> rest.get("/v1/pool/status").json().get("busy_slots").asInt() == 0);
    rest.post("/v1/pool/drain", "deadline_ms", 5_000);
    List<Event> events = watched.get(60, TimeUnit.SECONDS);
    assertThat(events.getFirst().name()).isEqualTo("status");
    assertThat(events)
        .extracting(event -> event.data().path("completed_tasks").asInt(-1))
        .contains(1);
    assertThat(events.getLast().name()).isEqualTo("shutdown");
    assertThat(watch("/v1/pool/events", ""))
        .extracting(Event::name)
        .containsExactly("status", "shutdown");
  }
}
