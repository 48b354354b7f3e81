package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One list says who needs me: by need, each thing once, until somebody has looked. */
class InboxTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;
  private Rest rest;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    Files.createDirectories(daemon.home());
    project =
        DaemonProcess.project(
            temp,
            """
            slots = 2
            [settings]
            provider = "scripted"
            access = "edit"
            unattended = "park"
            """);
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private String submit(String prompt) throws Exception {
    return daemon.submit(project, prompt, Map.of("settings", Map.of("max_attempts", 1)));
  }

  private String ended(String prompt) throws Exception {
    String id = submit(prompt);
    daemon.awaitAll(List.of(id), SOON);
    return id;
  }

  private JsonNode section(String name) throws Exception {
    for (JsonNode section : daemon.get("/v1/inbox").get("sections")) {
      if (section.get("name").asString().equals(name)) {
        return section;
      }
    }
    throw new AssertionError("no section " + name);
  }

  private List<String> ids(String name) throws Exception {
    List<String> ids = new ArrayList<>();
    section(name).get("items").forEach(item -> ids.add(item.get("id").asString()));
    return ids;
  }

  @Test
  void eachThingStandsInOnePartWithItsCauseAndWhatHelps() throws Exception {
    String done = ended("@@say all is well@@");
    String failed = ended("@@fail it broke@@");
    String asking = submit("@@ask Bash {\"command\":\"true\"}@@ @@say done@@");
    Awaitility.await().atMost(SOON).until(() -> ids("needs_you").size() == 1);
    JsonNode question = section("needs_you").get("items").get(0);
    assertThat(question.get("kind").asString()).isEqualTo("question");
    assertThat(question.get("cause").asString()).isEqualTo("Bash: true");
    assertThat(question.get("next").asString())
        .isEqualTo("agentpool answer " + question.get("id").asString() + " yes|no|TEXT");
    assertThat(question.get("since_ms").asLong()).isPositive();
    assertThat(ids("done")).containsExactly(done);
    assertThat(section("done").get("items").get(0).get("cause").asString())
        .isEqualTo("all is well");
    assertThat(ids("failed")).containsExactly(failed);
    assertThat(section("failed").get("items").get(0).get("cause").asString()).contains("it broke");
    assertThat(ids("working")).containsExactly(asking);
  }

  @Test
  void aQuestionSaysWhoseAgentAsksAndWhereThatBelongs() throws Exception {
    String ask = "@@ask Bash {\"command\":\"true\"}@@ @@say done@@";
    String alone = daemon.submit(project, ask, Map.of("title", "Fix it"));
    Awaitility.await().atMost(SOON).until(() -> ids("needs_you").size() == 1);
    JsonNode asker = section("needs_you").get("items").get(0).get("asker");
    assertThat(asker.get("task").asString()).isEqualTo(alone);
    assertThat(asker.get("title").asString()).isEqualTo("Fix it");
    assertThat(asker.get("step").isNull()).isTrue();
    JsonNode question = daemon.get("/v1/inbox").get("questions").get(0);
    assertThat(question.get("asker")).isEqualTo(asker);
    assertThat(daemon.get("/v1/questions/" + question.get("id").asString()).get("asker"))
        .isEqualTo(asker);

    JsonNode chain =
        Rest.ok(
            202,
            rest.post(
                "/v1/chains",
                "title",
                "Release",
                "steps",
                List.of(Map.of("name", "test", "prompt", ask))));
    Awaitility.await().atMost(SOON).until(() -> ids("needs_you").size() == 2);
    JsonNode ofStep = section("needs_you").get("items").get(1).get("asker");
    assertThat(ofStep.get("step").asString()).isEqualTo("test");
    assertThat(ofStep.get("plan").asString()).isEqualTo(chain.get("chain_id").asString());
    assertThat(ofStep.get("plan_title").asString()).isEqualTo("Release");
  }

  @Test
  void whoseResultWasAskedForIsSeenAlsoAfterARestart() throws Exception {
    String looked = ended("@@say one@@");
    String other = ended("@@say two@@");
    daemon.get("/v1/tasks?dir=" + project);
    assertThat(ids("done")).as("a list is no look").containsExactly(other, looked);
    daemon.get("/v1/tasks/" + looked);
    assertThat(ids("done")).containsExactly(other);
    daemon.kill9();
    daemon.start();
    assertThat(ids("done")).containsExactly(other);
  }

  @Test
  void seenIsSaidOfOneOrOfAll() throws Exception {
    String one = ended("@@say one@@");
    String two = ended("@@say two@@");
    String bad = ended("@@fail three@@");
    JsonNode answer = Rest.ok(200, rest.post("/v1/inbox/seen", "ids", List.of(one)));
    assertThat(answer.get("seen").asInt()).isEqualTo(1);
    assertThat(ids("done")).containsExactly(two);
    assertThat(ids("failed")).containsExactly(bad);
    assertThat(Rest.ok(200, rest.post("/v1/inbox/seen", "all", true)).get("seen").asInt())
        .isEqualTo(2);
    assertThat(section("done").get("total").asInt()).isZero();
    assertThat(section("failed").get("total").asInt()).isZero();
    Rest.ok(400, rest.post("/v1/inbox/seen"));
    Rest.ok(400, rest.post("/v1/inbox/seen", "ids", List.of(one), "all", true));
    Rest.ok(404, rest.post("/v1/inbox/seen", "ids", List.of("task-00ff")));
  }

  @Test
  void itsStreamTellsEachPartAndEachQuestion() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    Thread reader = Thread.ofPlatform().daemon().start(() -> read("/v1/inbox/stream", heard));
    Awaitility.await()
        .atMost(SOON)
        .until(() -> heard.stream().filter("event: section"::equals).count() == 5);
    submit("@@ask Bash {\"command\":\"true\"}@@ @@say done@@");
    Awaitility.await().atMost(SOON).until(() -> told(heard, "question", "\"state\":\"open\""));
    Awaitility.await().atMost(SOON).until(() -> told(heard, "section", "Bash: true"));
    String id = ids("needs_you").getFirst();
    Rest.ok(200, rest.post("/v1/questions/" + id + "/answer", "answer", "yes"));
    Awaitility.await().atMost(SOON).until(() -> told(heard, "question", "\"verdict\":\"yes\""));
    Awaitility.await().atMost(SOON).until(() -> told(heard, "section", "\"cause\":\"done\""));
    reader.interrupt();
  }

  @Test
  void itsStreamTellsWhatStandsStillAndWhatAPersonHoldsAlsoWhereItCameUpInAnotherPool()
      throws Exception {
    Path other =
        DaemonProcess.project(
            Files.createDirectories(temp.resolve("other")),
            "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    daemon.post("/v1/tasks", Map.of("dir", other.toString(), "prompt", "@@say there@@"));
    List<String> all = new CopyOnWriteArrayList<>();
    List<String> there = new CopyOnWriteArrayList<>();
    Thread.ofPlatform().daemon().start(() -> read("/v1/inbox/stream", all));
    Thread.ofPlatform().daemon().start(() -> read("/v1/inbox/stream?dir=" + other, there));
    for (List<String> heard : List.of(all, there)) {
      Awaitility.await()
          .atMost(SOON)
          .until(() -> heard.stream().filter("event: section"::equals).count() >= 5);
    }
    String limited = submit("@@limit 600@@");
    for (List<String> heard : List.of(all, there)) {
      Awaitility.await().atMost(SOON).until(() -> told(heard, "section", "goes on by itself"));
    }
    Rest.ok(200, rest.post("/v1/providers/hold", "all", true, "by", "ada"));
    for (List<String> heard : List.of(all, there)) {
      Awaitility.await().atMost(SOON).until(() -> told(heard, "section", "held by ada"));
    }
    int before = there.size();
    Rest.ok(200, rest.post("/v1/providers/unhold"));
    for (List<String> heard : List.of(all, there)) {
      Awaitility.await().atMost(SOON).until(() -> !lastPaused(heard).contains("held by ada"));
      assertThat(lastPaused(heard)).contains("goes on by itself");
    }
    Rest.ok(200, rest.post("/v1/tasks/" + limited + "/cancel")); // or it tries once more
    Rest.ok(200, rest.post("/v1/pool/resume"));
    for (List<String> heard : List.of(all, there)) {
      Awaitility.await().atMost(SOON).until(() -> lastPaused(heard).contains("\"total\":0"));
    }
    assertThat(there.size()).isGreaterThan(before);
  }

  private static String lastPaused(List<String> heard) {
    return heard.stream()
        .filter(line -> line.startsWith("data: ") && line.contains("\"name\":\"paused\""))
        .reduce("", (_, last) -> last);
  }

  private void read(String path, List<String> heard) {
    UnixDomainSocketAddress socket =
        UnixDomainSocketAddress.of(daemon.home().resolve("state/run/daemon.sock"));
    try (SocketChannel channel = SocketChannel.open(socket)) {
      String request = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      BufferedReader lines =
          new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard.add(line);
      }
    } catch (IOException over) {
      heard.add("over: " + over);
    }
  }

  private static boolean told(List<String> heard, String event, String part) {
    for (int i = 0; i + 1 < heard.size(); i++) {
      if (heard.get(i).equals("event: " + event) && heard.get(i + 1).contains(part)) {
        return true;
      }
    }
    return false;
  }
}
