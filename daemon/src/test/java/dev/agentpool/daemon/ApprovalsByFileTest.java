package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A person's word to proposals of the architect, by files. */
class ApprovalsByFileTest {
  private static final Duration ROOM = Duration.ofSeconds(120);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String POOL =
      """
      [pool]
      name = "p"
      [architect]
      approval_mode = "decomposition"
      %s
      [curation]
      seed = false
      [defaults]
      provider = "scripted"
      [experts.auth]
      [experts.db]
      [experts.ui]
      """;

  @TempDir Path temp;

  @Test
  void threeProposalsAreAnsweredOutOfOrderInTheFolderThatThePoolNames() throws Exception {
    Path asked = temp.resolve("asked");
    try (DaemonProcess _ = served("human_inbox = \"file:" + asked + "\"")) {
      mail("one", "auth");
      mail("two", "db");
      mail("three", "ui");
      for (String id : new String[] {"one", "two", "three"}) {
        await().atMost(ROOM).until(() -> Files.exists(asked.resolve(id + ".proposal.md")));
      }
      assertThat(Files.readString(asked.resolve("two.proposal.md")))
          .startsWith("Task: two\nTo: db\n");

      Files.createFile(asked.resolve("three.approved"));
      await().atMost(ROOM).until(() -> status("three").equals("completed"));
      Files.writeString(asked.resolve("one.rejected"), "not now\n");
      await().atMost(ROOM).until(() -> status("one").equals("failed"));
      assertThat(status("two")).isEmpty();
      Files.createFile(asked.resolve("two.approved"));
      await().atMost(ROOM).until(() -> status("two").equals("completed"));
      await().atMost(ROOM).until(() -> isEmpty(asked));
    }
  }

  @Test
  void anAnswerToAnEarlierProposalNeverCountsForALaterOne() throws Exception {
    Path asked = Files.createDirectories(temp.resolve("asked"));
    Files.createFile(asked.resolve("one.approved")); // before anything was proposed
    try (DaemonProcess daemon = served("human_inbox = \"file:" + asked + "\"")) {
      mail("one", "auth");
      Path proposal = asked.resolve("one.proposal.md");
      await().atMost(ROOM).until(() -> Files.exists(proposal));
      await().atMost(ROOM).until(() -> !Files.exists(asked.resolve("one.approved")));
      mail("free", "concierge", "auth");
      await().atMost(ROOM).until(() -> status("free").equals("completed"));
      assertThat(status("one")).isEmpty();

      daemon.kill9();
      daemon.start();
      Files.createFile(asked.resolve("one.approved"));
      await().atMost(ROOM).until(() -> status("one").equals("completed"));
    }
  }

  @Test
  void aFileInThePoolsOwnFolderCountsForNothingUnlessThePoolSaysSo() throws Exception {
    try (DaemonProcess _ = served("")) {
      Path approvals = pool().resolve("approvals");
      mail("one", "auth");
      await().atMost(ROOM).until(() -> Files.exists(approvals.resolve("one.proposal.md")));
      Files.createFile(approvals.resolve("one.approved"));

      Path reason = pool().resolve("postoffice/dead/one.approved.md.reason.txt");
      await().atMost(ROOM).until(() -> Files.exists(reason));
      assertThat(Files.readString(reason)).contains("answers in files do not count");
      mail("free", "concierge", "auth");
      await().atMost(ROOM).until(() -> status("free").equals("completed"));
      assertThat(status("one")).isEmpty();
    }
  }

  private DaemonProcess served(String more) throws Exception {
    Path project = DaemonProcess.project(temp, POOL.formatted(more));
    DaemonProcess daemon = new DaemonProcess(temp).start();
    daemon.get("/v1/status?dir=" + project);
    await().atMost(ROOM).until(() -> Files.isDirectory(pool().resolve("experts/ui/inbox")));
    return daemon;
  }

  private Path pool() {
    return temp.resolve("project/.agent-pool");
  }

  private void mail(String id, String to) throws IOException {
    mail(id, "architect", to);
  }

  private void mail(String id, String from, String to) throws IOException {
    Path written = temp.resolve("mail");
    Files.writeString(
        written,
        "---\nid: %s\nfrom: %s\nto: %s\ntype: task\n---\n\n@@say done@@\n".formatted(id, from, to));
    Files.move(written, pool().resolve("postoffice").resolve(id + ".md"));
  }

  private String status(String id) throws IOException {
    Path board = pool().resolve("taskboard.json");
    return Files.exists(board)
        ? JSON.readTree(Files.readString(board)).path("tasks").path(id).path("status").asString("")
        : "";
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
