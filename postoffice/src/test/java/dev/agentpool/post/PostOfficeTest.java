package dev.agentpool.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailType;
import dev.agentpool.mail.Priority;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostOfficeTest {
  @TempDir Path folder;
  private PostLab lab;

  @BeforeEach
  void open() {
    lab = new PostLab(folder);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private List<TaskRecord> tasks() {
    return lab.ledger.tasks(TaskFilter.all(lab.pool.id()));
  }

  @Test
  void an_old_pool_is_a_pool_with_its_tools_its_model_retries_and_a_slot_for_each_who_works() {
    Settings settings = lab.pool.project();

    assertThat(lab.pool.name()).isEqualTo("shop");
    assertThat(lab.pool.slots()).hasSize(4);
    assertThat(settings.get(SettingKeys.PERMISSION_MODE)).isEqualTo(PermissionMode.DONT_ASK);
    assertThat(settings.find(SettingKeys.MODEL)).contains("sonnet");
    assertThat(settings.find(SettingKeys.ALLOWED_TOOLS).orElseThrow())
        .containsExactly("Read", "Write", "Edit", "Bash", "Grep", "Glob");
    assertThat(settings.get(SettingKeys.MAX_ATTEMPTS)).isEqualTo(3);
  }

  @Test
  void a_mail_is_a_task_in_its_experts_lane_with_its_experts_model_and_tools() {
    lab.drop(PostLab.task("t1", "db").withPriority(Priority.HIGH));

    TaskRecord task = lab.taskOf("t1");
    Settings settings = task.spec().settings();
    assertThat(task.spec().ordering().lane()).isEqualTo("expert:db");
    assertThat(task.spec().ordering().priority()).isEqualTo(10);
    assertThat(settings.find(SettingKeys.MODEL)).contains("haiku");
    assertThat(settings.find(SettingKeys.ALLOWED_TOOLS).orElseThrow())
        .contains("Read", "Grep", "mcp__agent-pool__read_state", "mcp__agent-pool__send_response")
        .doesNotContain("Bash", "mcp__agent-pool__send_task");
    assertThat(settings.find(SettingKeys.DISALLOWED_TOOLS).orElseThrow())
        .contains("Bash", "Write", "Edit");
    assertThat(settings.find(SettingKeys.ENVIRONMENT).orElseThrow())
        .containsEntry("AGENT_POOL_EXPERT", "db")
        .containsEntry("AGENT_POOL_TASK_ID", "t1");
  }

  @Test
  void a_mail_that_is_brought_again_is_the_same_task_also_after_a_restart() {
    Taken first = lab.drop(PostLab.task("t1", "auth"));
    Taken second = lab.drop(PostLab.task("t1", "auth"));
    lab.restart();
    Taken third = lab.drop(PostLab.task("t1", "auth"));

    assertThat(first).isEqualTo(new Taken.Queued(lab.taskOf("t1").id(), false));
    assertThat(second).isEqualTo(new Taken.Queued(lab.taskOf("t1").id(), true));
    assertThat(third).isEqualTo(second);
    assertThat(tasks()).hasSize(1);
  }

  @Test
  void other_words_under_a_tasks_id_do_not_touch_the_task_and_their_sender_is_told() {
    lab.drop(PostLab.task("t1", "auth"));

    Taken taken =
        lab.drop(PostLab.mail("t1", "db", "auth", MailType.TASK, "something quite different"));

    assertThat(taken.told()).contains("task \"t1\" already exists");
    assertThat(tasks()).hasSize(1);
    assertThat(lab.unreadOf("db")).anyMatch(said -> said.contains("under another id"));
  }

  @Test
  void a_response_that_has_its_tasks_id_is_no_clash_and_starts_no_session() {
    lab.drop(PostLab.task("t1", "auth"));
    lab.drop(PostLab.mail("t1", "auth", "architect", MailType.RESPONSE, "done"));
    lab.drop(PostLab.mail("t1", "auth", "architect", MailType.RESPONSE, "done"));

    assertThat(tasks()).hasSize(1);
    assertThat(lab.unreadOf("architect")).containsExactly("auth: done");
  }

  @Test
  void a_response_is_read_with_the_recipients_next_task_and_only_once() {
    lab.drop(PostLab.mail("r1", "db", "auth", MailType.RESPONSE, "use `uuid`\n\n    as key"));
    lab.drop(PostLab.mail("n1", "db", "auth", MailType.NOTIFY, "the schema\nhas moved"));
    lab.drop(PostLab.task("t1", "auth"));
    TaskRecord first = lab.begin("t1");

    assertThat(lab.prompt(first))
        .contains("## Unread Mail", "use `uuid`\n\n    as key")
        .contains("- notify n1 from db (unverified): the schema has moved");
    lab.finish(first, TaskResult.of(PostLab.report("ok")));
    lab.drop(PostLab.task("t2", "auth"));

    assertThat(lab.prompt(lab.begin("t2"))).doesNotContain("Unread Mail");
  }

  @Test
  void mail_of_an_attempt_that_did_nothing_is_told_to_the_next_one() {
    lab.drop(PostLab.mail("r1", "db", "auth", MailType.RESPONSE, "use uuid"));
    lab.drop(PostLab.task("t1", "auth"));
    TaskRecord first = lab.begin("t1");
    lab.prompt(first);
    lab.finish(
        first,
        TaskResult.withoutAgent(Outcome.of(OutcomeCode.NOT_STARTED, "the machine went away")));

    assertThat(lab.prompt(lab.begin("t1"))).contains("use uuid");
  }

  @Test
  void urgent_mail_wakes_who_sleeps_and_nobody_who_is_about_to_read_it_anyway() {
    lab.drop(PostLab.task("t1", "auth"));
    lab.drop(
        PostLab.mail("u1", "db", "auth", MailType.NOTIFY, "stop").withPriority(Priority.URGENT));
    lab.drop(
        PostLab.mail("u2", "auth", "db", MailType.NOTIFY, "stop").withPriority(Priority.URGENT));

    assertThat(tasks()).hasSize(2);
    assertThat(tasks().getFirst().spec().tags()).contains("expert:db", "from:postoffice");
  }

  @Test
  void a_dependency_that_comes_an_hour_later_lets_the_mail_go_on() {
    Taken held = lab.drop(PostLab.task("t2", "auth", "t1"));
    lab.clock.advance(Duration.ofHours(1));
    lab.restart();
    lab.drop(PostLab.task("t1", "db"));

    assertThat(held).isEqualTo(new Taken.Held("waits for t1"));
    assertThat(lab.taskOf("t2").state()).isEqualTo(TaskState.BLOCKED);
    lab.doNext("made");
    assertThat(lab.prompt(lab.begin("t2")))
        .contains("## Results Of What This Waited For", "### t1 (db)", "made");
  }

  @Test
  void a_cycle_over_three_mails_is_told_to_their_senders() {
    lab.drop(PostLab.mail("a", "auth", "db", MailType.TASK, "x").withDependsOn(List.of("b")));
    lab.drop(PostLab.mail("b", "db", "auth", MailType.TASK, "x").withDependsOn(List.of("c")));
    Taken last =
        lab.drop(
            PostLab.mail("c", "architect", "auth", MailType.TASK, "x").withDependsOn(List.of("a")));

    assertThat(last.told()).contains("would create a cycle involving [a b c]");
    for (String sender : List.of("auth", "db", "architect")) {
      assertThat(lab.unreadOf(sender)).anyMatch(said -> said.contains("cycle"));
    }
    assertThat(lab.progress("b").status()).isEqualTo("failed");
    assertThat(tasks()).isEmpty();
  }

  @Test
  void what_depends_on_failed_work_fails_and_its_sender_is_told() {
    lab.drop(PostLab.task("t1", "db"));
    lab.drop(PostLab.mail("t2", "auth", "db", MailType.TASK, "x").withDependsOn(List.of("t1")));
    lab.ledger.cancel(lab.taskOf("t1").id(), "no longer wanted").orThrow();

    PostLab.await()
        .untilAsserted(() ->
            assertThat(lab.unreadOf("auth"))
                .anyMatch(said -> said.contains("\"t2\"") && said.contains("failed")));
    assertThat(lab.progress("t2").status()).isEqualTo("failed");
  }

  @Test
  void mail_for_nobody_comes_back_with_who_may_be_meant() {
    Taken taken = lab.drop(PostLab.mail("t1", "db", "auht", MailType.TASK, "x"));

    assertThat(taken.told()).contains("auht").contains("did you mean \"auth\"");
    assertThat(lab.unreadOf("db")).anyMatch(said -> said.contains("did you mean"));
    assertThat(lab.progress("t1").status()).isEqualTo("failed");
  }

  @Test
  void no_recipient_leads_out_of_the_pool() {
    assertThat(lab.drop(PostLab.task("t1", "../../etc")).told()).contains("no such expert");
    assertThat(lab.drop(PostLab.task("t2", "..")).told()).contains("no such expert");
  }

  @Test
  void what_failed_is_tried_three_times_with_waits_and_then_requeued_by_a_person() {
    lab.drop(PostLab.task("t1", "auth"));
    for (int i = 0; i < 3; i++) {
      TaskRecord claimed = lab.begin("t1");
      lab.finish(claimed, TaskResult.withoutAgent(Outcome.of(OutcomeCode.CRASHED, "it fell over")));
      lab.clock.advance(Duration.ofMinutes(10));
    }

    assertThat(lab.taskOf("t1").state()).isEqualTo(TaskState.FAILED);
    PostLab.await()
        .untilAsserted(() ->
            assertThat(lab.unreadOf("concierge")).anyMatch(said -> said.contains("it fell over")));
    lab.office().requeue(lab.pool, "t1");
    assertThat(lab.taskOf("t1").state()).isEqualTo(TaskState.PENDING);
    assertThat(lab.doNext("at last")).isEqualTo("t1");
    assertThat(lab.progress("t1").result()).isEqualTo("at last");
  }

  @Test
  void a_dead_letter_is_delivered_when_its_reason_is_gone() {
    lab.drop(PostLab.mail("t1", "db", "auth", MailType.TASK, "x").withDependsOn(List.of("t1")));
    assertThat(lab.progress("t1").status()).isEqualTo("failed");

    Taken again = lab.drop(PostLab.mail("t1", "db", "auth", MailType.TASK, "x"));

    assertThat(again).isInstanceOf(Taken.Queued.class);
  }

  @Test
  void a_cancel_that_overtakes_its_task_counts_when_the_task_comes() {
    Taken early =
        lab.drop(PostLab.mail("c1", "cli", "auth", MailType.CANCEL, "").withCancels("t1"));
    Taken late = lab.drop(PostLab.task("t1", "auth"));

    assertThat(early).isInstanceOf(Taken.Held.class);
    assertThat(late.told()).contains("cancelled before it came");
    assertThat(tasks()).isEmpty();
  }

  @Test
  void a_cancel_ends_what_has_not_begun_and_leaves_what_runs() {
    lab.drop(PostLab.task("t1", "auth"));
    TaskRecord running = lab.begin("t1");
    lab.drop(PostLab.task("t2", "auth"));

    lab.drop(PostLab.mail("c1", "cli", "auth", MailType.CANCEL, "").withCancels("t1"));
    lab.drop(PostLab.mail("c2", "cli", "auth", MailType.CANCEL, "").withCancels("t2"));

    assertThat(lab.ledger.task(running.id()).orElseThrow().state()).isEqualTo(TaskState.RUNNING);
    assertThat(lab.progress("t2").status()).isEqualTo("cancelled");
  }

  @Test
  void mails_that_come_together_become_of_them_what_would_one_by_one() {
    List<Mail> mails =
        List.of(
            PostLab.task("t2", "auth", "t1"),
            PostLab.task("t1", "db"),
            PostLab.task("t1", "db"),
            PostLab.mail("t1", "db", "auth", MailType.TASK, "other words"),
            PostLab.task("t3", "auth", "t1"),
            PostLab.mail("n1", "db", "auth", MailType.NOTIFY, "it moved"),
            PostLab.mail("t4", "db", "auht", MailType.TASK, "x"),
            PostLab.task("t5", "db", "t4"),
            PostLab.task("t6", "auth"),
            PostLab.mail("c1", "cli", "auth", MailType.CANCEL, "").withCancels("t6"),
            PostLab.task("t7", "auth"));
    List<Taken> together = new ArrayList<>();
    lab.office().acceptEach(lab.pool, mails, Sender.FILE, together::add);
    List<Taken> again = new ArrayList<>();
    try (PostLab other = new PostLab(folder.resolve("other"))) {
      List<String> oneByOne = mails.stream().map(mail -> kind(other.drop(mail))).toList();

      assertThat(together.stream().map(PostOfficeTest::kind)).isEqualTo(oneByOne);
      for (String id : List.of("t2", "t3", "t5", "t6", "t7")) {
        assertThat(lab.progress(id).status()).isEqualTo(other.progress(id).status());
      }
      assertThat(lab.unreadOf("db")).isEqualTo(other.unreadOf("db"));
    }
    lab.office().acceptEach(lab.pool, mails.subList(1, 3), Sender.FILE, again::add);
    assertThat(again).containsOnly(new Taken.Queued(lab.taskOf("t1").id(), true));
  }

  private static String kind(Taken taken) {
    return taken instanceof Taken.Queued(var _, boolean again)
        ? "queued, again " + again
        : taken.getClass().getSimpleName() + ": " + taken.told();
  }

  @Test
  void a_thousand_mails_that_come_together_are_brought_to_the_ledger_four_times() {
    List<Mail> mails = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      mails.add(PostLab.task("t" + i, i % 2 == 0 ? "auth" : "db"));
    }
    List<Taken> told = new ArrayList<>();

    lab.office().acceptEach(lab.pool, mails, Sender.FILE, told::add);

    assertThat(told)
        .hasSize(1_000)
        .allMatch(taken -> taken instanceof Taken.Queued queued && !queued.again());
    assertThat(lab.submits).hasValue(4);
    assertThat(tasks()).hasSize(1_000);
  }

  @Test
  void an_expert_does_one_thing_at_a_time_and_two_experts_two() {
    lab.drop(PostLab.task("a1", "auth"));
    lab.drop(PostLab.task("a2", "auth"));
    lab.drop(PostLab.task("d1", "db"));

    lab.begin("a1");
    lab.begin("d1");

    assertThat(lab.node.claim("third")).isEmpty();
    assertThat(tasks().stream().filter(task -> task.state() == TaskState.RUNNING)).hasSize(2);
    assertThat(Set.copyOf(tasks())).hasSize(3);
  }
}
