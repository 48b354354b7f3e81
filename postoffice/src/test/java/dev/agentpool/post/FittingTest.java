package dev.agentpool.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailType;
import dev.agentpool.task.TaskResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that names nobody goes to whom it fits. */
class FittingTest {
  private static final String POOL =
      """
      [pool]
      name = "shop"
      [architect]
      approval_mode = "none"
      [curation]
      seed = false
      [experts.auth]
      owns = ["src/auth/", "*.pem"]
      [experts.db]
      owns = ["schema.sql"]
      [experts.ui]
      """;

  @TempDir Path folder;
  private PostLab lab;

  @BeforeEach
  void open() {
    lab = new PostLab(folder, POOL);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String recipient(String id) {
    return Mailed.of(lab.taskOf(id)).orElseThrow().mail().to();
  }

  private static Mail work(String id, String body) {
    return PostLab.mail(id, "cli", "auto", MailType.TASK, body);
  }

  private void knows(String expert, String file, String text) throws IOException {
    Path of = lab.project.resolve(".agent-pool/experts/" + expert);
    Files.writeString(Files.createDirectories(of).resolve(file), text);
  }

  @Test
  void who_owns_the_files_that_it_names_has_it() throws Exception {
    knows("db", "state.md", "- the login page asks the token table\n");
    lab.drop(
        work("t1", "The login in src/auth/login.ts is slow. See ./schema.sql, src/auth/x.ts."));

    assertThat(recipient("t1")).isEqualTo("auth");
  }

  @Test
  void else_who_knows_the_words_that_others_do_not() throws Exception {
    knows("auth", "identity.md", "You know tokens and the page of login.\n");
    knows("db", "state.md", "- the index of orders is on the date\n- a page has 50 rows\n");
    knows("ui", "errors.md", "## 2026-11-01\nA page must not use inline styles.\n");
    lab.drop(work("t1", "Orders of a page come slowly: which index helps?"));
    lab.drop(work("t2", "Make the UI of a page faster"));

    assertThat(recipient("t1")).isEqualTo("db");
    assertThat(recipient("t2")).isEqualTo("ui"); // by its name
  }

  @Test
  void what_fits_nobody_comes_back_and_says_who_there_is() throws Exception {
    knows("auth", "state.md", "- pages\n");
    knows("db", "state.md", "- pages\n");
    knows("ui", "state.md", "- pages\n");

    Taken taken = lab.drop(work("t1", "Count the pages of /etc/passwd and ../../x"));

    assertThat(taken).isInstanceOf(Taken.Bounced.class);
    assertThat(taken.told()).contains("it fits no expert", "auth, db, ui");
  }

  @Test
  void the_same_mail_goes_where_it_went_whatever_is_known_meanwhile() throws Exception {
    knows("db", "state.md", "- orders\n");
    lab.drop(work("t1", "Count orders"));
    knows("db", "state.md", "- nothing\n");
    knows("ui", "state.md", "- orders and how to count\n");
    lab.restart();

    assertThat(lab.drop(work("t1", "Count orders")))
        .isEqualTo(new Taken.Queued(lab.taskOf("t1").id(), true));
    assertThat(recipient("t1")).isEqualTo("db");
  }

  @Test
  void a_huge_text_that_is_no_text_is_looked_through_once() {
    Taken taken = lab.drop(work("t1", ".".repeat(3_000_000) + " /".repeat(500_000) + " key.pem."));

    assertThat(taken).isInstanceOf(Taken.Queued.class);
    assertThat(recipient("t1")).isEqualTo("auth");
  }

  @Test
  void an_expert_of_that_name_has_what_is_sent_to_it() {
    lab.close();
    lab = new PostLab(folder.resolve("other"), POOL + "[experts.auto]\n");
    lab.drop(work("t1", "Look at src/auth/login.ts"));

    assertThat(recipient("t1")).isEqualTo("auto");
  }

  @Test
  void agents_name_nobody_too_and_are_told_whom_it_fitted() {
    lab.drop(PostLab.mail("plan", "cli", "architect", MailType.TASK, "plan it"));
    var doing = lab.begin("plan");

    String said =
        lab.call(
            "architect",
            Optional.of(doing),
            "send_task",
            Map.of("to", "auto", "id", "t1", "body", "Add a column to schema.sql"));
    lab.finish(doing, TaskResult.of(PostLab.report("planned")));

    assertThat(said).contains("task t1 sent to db");
    assertThat(recipient("t1")).isEqualTo("db");
  }

  @Test
  void what_only_tells_something_must_name_who_is_to_know() {
    Taken taken = lab.drop(PostLab.mail("n1", "cli", "auto", MailType.NOTIFY, "src/auth/ moved"));

    assertThat(taken).isInstanceOf(Taken.Bounced.class);
  }
}
