package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mail that people and programs drop into the folder of an expert pool, and a real daemon. */
class DroppedMailTest {
  private static final Duration ROOM = Duration.ofSeconds(120);
  private static final String POOL =
      """
      [pool]
      name = "p"
      [curation]
      seed = false
      [defaults]
      provider = "scripted"
      [experts.auth]
      [experts.db]
      """;

  private static final String UNCURATED =
      POOL.replace("seed", "interval_tasks = 0\ninterval_hours = 0\nseed");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path temp;

  @Test
  void aThousandMailsByRenameAreEachOneTaskHoweverOftenTheDaemonIsKilled() throws Exception {
    Path project = DaemonProcess.project(temp, UNCURATED);
    Path post = project.resolve(".agent-pool/postoffice");
    try (DaemonProcess daemon = new DaemonProcess(temp)) {
      daemon.start();
      daemon.get("/v1/status?dir=" + project); // the pool is known from now on
      await().atMost(ROOM).until(() -> Files.isDirectory(post));
      for (int round = 0; round < 4; round++) {
        for (int i = round * 250; i < (round + 1) * 250; i++) {
          drop(post, i);
          if (i % 10 == 0) {
            drop(post, i); // a twin
          }
        }
        TimeUnit.MILLISECONDS.sleep(20L * round); // the moment of the kill, not a wait
        daemon.kill9();
        daemon.start(); // nobody asks for the pool: the daemon watches what it knows
      }
      await().atMost(ROOM).until(() -> left(post).isEmpty());
      Set<String> mails = new HashSet<>();
      List<String> tasks = new ArrayList<>();
      for (int offset = 0; offset < 1_100; offset += 100) {
        for (JsonNode task :
            daemon.get("/v1/tasks?limit=100&offset=" + offset + "&dir=" + project).get("items")) {
          tasks.add(task.toString());
          for (JsonNode tag : task.get("tags")) {
            if (tag.asString().startsWith("mail:")) {
              mails.add(tag.asString());
            }
          }
        }
      }
      assertThat(mails).hasSize(1_000);
      assertThat(tasks).hasSize(1_000);
      assertThat(post.resolve("dead")).doesNotExist();
    }
  }

  @Test
  void readersFindWhatTheLedgerHoldsAndNobodysEditsAreBelieved() throws Exception {
    Path project = DaemonProcess.project(temp, POOL);
    Path pool = project.resolve(".agent-pool");
    try (DaemonProcess _ = served(project)) {
      mail(pool.resolve("postoffice"), "slow", "auth", "@@delay 600000@@ @@say done@@");
      mail(pool.resolve("postoffice"), "next", "auth", "@@say done@@");
      await().atMost(ROOM).until(() -> status(pool, "slow").equals("active"));
      assertThat(status(pool, "next")).isEqualTo("pending");
      await().atMost(ROOM).until(() -> Files.exists(pool.resolve("experts/auth/inbox/next.md")));
      assertThat(Files.readString(pool.resolve("experts/auth/inbox/next.md")))
          .contains("id: next", "@@say done@@");

      Files.writeString(pool.resolve("taskboard.json"), "{\"version\":1,\"tasks\":{}}");
      mail(pool.resolve("postoffice"), "other", "db", "@@say done@@");
      await().atMost(ROOM).until(() -> status(pool, "other").equals("completed"));
      assertThat(status(pool, "slow")).isEqualTo("active");
    }
  }

  @Test
  void aFileThatIsDroppedIntoAnInboxIsMailForWhoeverHasTheInbox() throws Exception {
    Path project = DaemonProcess.project(temp, POOL);
    Path pool = project.resolve(".agent-pool");
    try (DaemonProcess daemon = served(project)) {
      mail(pool.resolve("experts/db/inbox"), "direct", "whoever", "@@say done@@");

      await().atMost(ROOM).until(() -> status(pool, "direct").equals("completed"));
      JsonNode task = daemon.get("/v1/tasks?tag=mail:direct&dir=" + project).get("items").get(0);
      assertThat(task.get("tags").toString()).contains("expert:db", "unverified");
      await().atMost(ROOM).until(() -> !Files.exists(pool.resolve("experts/db/inbox/direct.md")));
    }
  }

  @Test
  void anExpertThatIsWrittenIntoTheFileIsThereWithoutAnyCommand() throws Exception {
    Path project = DaemonProcess.project(temp, POOL);
    Path pool = project.resolve(".agent-pool");
    try (DaemonProcess _ = served(project)) {
      Files.writeString(pool.resolve("pool.toml"), "this = is [ broken");
      mail(pool.resolve("postoffice"), "while-broken", "db", "@@say done@@");
      await().atMost(ROOM).until(() -> status(pool, "while-broken").equals("completed"));

      Files.writeString(pool.resolve("pool.toml"), POOL + "[experts.ui]\n");
      await().atMost(ROOM).until(() -> Files.isDirectory(pool.resolve("experts/ui/inbox")));
      mail(pool.resolve("experts/ui/inbox"), "for-ui", "ui", "@@say done@@");
      await().atMost(ROOM).until(() -> status(pool, "for-ui").equals("completed"));
    }
  }

  @Test
  void mailForNobodyIsADeadLetterWithWhoMayBeMeant() throws Exception {
    Path project = DaemonProcess.project(temp, POOL);
    Path pool = project.resolve(".agent-pool");
    try (DaemonProcess _ = served(project)) {
      mail(pool.resolve("postoffice"), "lost", "atuh", "@@say done@@");

      Path reason = pool.resolve("postoffice/dead/lost.md.reason.txt");
      await().atMost(ROOM).until(() -> Files.exists(reason.resolveSibling("lost.md")));
      assertThat(Files.readString(reason)).contains("did you mean \"auth\"?");
    }
  }

  @Test
  void aPoolOfTheOldProgramGoesOnWithTasksInEveryState() throws Exception {
    Path project = DaemonProcess.project(temp, POOL);
    Path pool = project.resolve(".agent-pool");
    Path inbox = Files.createDirectories(pool.resolve("experts/db/inbox"));
    StringBuilder tasks = new StringBuilder();
    for (String[] task :
        new String[][] {
          {"was-done", "completed", ""},
          {"was-failed", "failed", ""},
          {"was-cancelled", "cancelled", ""},
          {"was-active", "active", ""},
          {"was-pending", "pending", ""},
          {"was-blocked", "blocked", "was-done"},
          {"was-lost", "active", ""}
        }) {
      tasks.append(tasks.isEmpty() ? "" : ",").append(entry(task[0], task[1], task[2]));
      if (!task[1].equals("completed") && !task[0].equals("was-lost")) {
        mail(inbox, task[0], "db", "@@say done@@");
      }
    }
    Files.writeString(pool.resolve("taskboard.json"), "{\"version\":1,\"tasks\":{" + tasks + "}}");
    try (DaemonProcess daemon = served(project)) {
      for (String id : new String[] {"was-active", "was-pending", "was-blocked"}) {
        await().atMost(ROOM).until(() -> status(pool, id).equals("completed"));
      }
      assertThat(status(pool, "was-done")).isEqualTo("completed");
      assertThat(status(pool, "was-failed")).isEqualTo("failed");
      assertThat(status(pool, "was-cancelled")).isEqualTo("cancelled");
      assertThat(status(pool, "was-lost")).isEqualTo("failed");
      assertThat(daemon.get("/v1/tasks?dir=" + project).get("items")).hasSize(3);
      await().atMost(ROOM).until(() -> isWithoutMail(inbox));
      assertThat(Files.readString(pool.resolve("experts/db/logs/index.md")))
          .contains("| was-pending | ", "| 0 | done |");
      assertThat(Files.readString(pool.resolve("experts/db/logs/was-pending.json")))
          .contains("\"type\":\"result\"", "\"result\":\"done\"");
    }
  }

  @Test
  void oneOfTwoDaemonsServesAFolderAndTheOtherTakesItUpWhenThatOneIsGone() throws Exception {
    Path project = DaemonProcess.project(temp, UNCURATED);
    Path pool = project.resolve(".agent-pool");
    try (DaemonProcess first = served(project);
        DaemonProcess second =
            new DaemonProcess(Files.createDirectories(temp.resolve("other"))).start()) {
      second.get("/v1/status?dir=" + project);
      for (int i = 0; i < 20; i++) {
        mail(pool.resolve("postoffice"), "m-" + i, i % 2 == 0 ? "auth" : "db", "@@say done@@");
      }
      for (int i = 0; i < 20; i++) {
        String id = "m-" + i;
        await().atMost(ROOM).until(() -> status(pool, id).equals("completed"));
      }
      assertThat(first.get("/v1/tasks?limit=100&dir=" + project).get("items")).hasSize(20);
      assertThat(second.get("/v1/tasks?limit=100&dir=" + project).get("items")).isEmpty();
      await()
          .atMost(ROOM)
          .until(() -> Files.readString(second.log()).contains("another daemon serves"));

      first.kill9();
      mail(pool.resolve("postoffice"), "late", "auth", "@@say done@@");
      await().atMost(ROOM).until(() -> status(pool, "late").equals("completed"));
      assertThat(second.get("/v1/tasks?limit=100&dir=" + project).get("items")).hasSize(1);
    }
  }

  private static String entry(String id, String status, String after) {
    return "\"%1$s\":{\"id\":\"%1$s\",\"status\":\"%2$s\",\"expert\":\"db\",%3$s"
            .formatted(id, status, after.isEmpty() ? "" : "\"depends_on\":[\"" + after + "\"],")
        + "\"from\":\"concierge\",\"type\":\"task\",\"priority\":\"normal\","
        + "\"created_at\":\"2026-04-01T14:32:00Z\",\"handoff_count\":0}";
  }

  private static boolean isWithoutMail(Path inbox) throws IOException {
    try (Stream<Path> files = Files.list(inbox)) {
      return files.noneMatch(file -> file.toString().endsWith(".md"));
    }
  }

  private DaemonProcess served(Path project) throws Exception {
    DaemonProcess daemon = new DaemonProcess(temp).start();
    daemon.get("/v1/status?dir=" + project);
    await()
        .atMost(ROOM)
        .until(() -> Files.isDirectory(project.resolve(".agent-pool/experts/db/inbox")));
    return daemon;
  }

  private void mail(Path folder, String id, String to, String body) throws IOException {
    Path written = temp.resolve("mail");
    Files.writeString(
        written,
        "---\nid: %s\nfrom: concierge\nto: %s\ntype: task\n---\n\n%s\n".formatted(id, to, body));
    Files.move(written, folder.resolve(id + ".md"));
  }

  private static String status(Path pool, String id) throws IOException {
    Path board = pool.resolve("taskboard.json");
    return Files.exists(board)
        ? JSON.readTree(Files.readString(board)).path("tasks").path(id).path("status").asString("")
        : "";
  }

  private void drop(Path post, int number) throws IOException {
    Path written = temp.resolve("mail");
    Files.writeString(
        written,
        "---\nid: m-%d\nfrom: concierge\nto: %s\ntype: task\n---\n\n@@say done@@\n"
            .formatted(number, number % 2 == 0 ? "auth" : "db"));
    Files.setLastModifiedTime(written, FileTime.from(Instant.now().minusSeconds(2)));
    Files.move(written, post.resolve("file " + number + " " + System.nanoTime() + ".md"));
  }

  private static List<Path> left(Path post) throws IOException {
    List<Path> left = new ArrayList<>();
    for (Path folder : List.of(post, post.resolveSibling(".mailroom/postoffice"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(left::add);
      }
    }
    return left;
  }
}
