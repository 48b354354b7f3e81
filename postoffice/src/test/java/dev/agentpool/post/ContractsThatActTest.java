package dev.agentpool.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.mail.MailType;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractsThatActTest {
  private static final Optional<TaskRecord> NOBODY = Optional.empty();
  @TempDir Path folder;
  private @Nullable PostLab opened;

  private PostLab lab(String mode) {
    opened = new PostLab(folder, PostLab.POOL.replace("\"none\"", "\"" + mode + "\""));
    return opened;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  /** The architect at work; nobody else can use its tools as it. */
  private static Optional<TaskRecord> architect(PostLab lab, String plan) {
    lab.office()
        .deliver(
            lab.pool,
            PostLab.mail(plan, "concierge", "architect", MailType.TASK, "plan"),
            Sender.PERSON);
    return Optional.of(lab.begin(plan));
  }

  private static void define(PostLab lab, Optional<TaskRecord> session) {
    lab.call(
        "architect",
        session,
        "define_contract",
        Map.of("id", "api", "between", "auth, db", "body", "ids are uuids"));
  }

  @Test
  void a_task_waits_for_the_contract_it_names_and_is_asked_with_it_whole() {
    PostLab lab = lab("none");
    Optional<TaskRecord> architect = architect(lab, "p1");

    String told =
        lab.call(
            "architect",
            architect,
            "send_task",
            Map.of("to", "auth", "id", "t1", "body", "build it", "contracts", "api"));
    assertThat(told).contains("task t1 sent to auth (waits for contract api)");
    define(lab, architect);

    assertThat(lab.prompt(lab.begin("t1")))
        .contains("### Contract api", "ids are uuids", "- Contracts: api", "- From: architect\n");
  }

  @Test
  void pass_lets_what_depends_on_it_start_and_fail_sends_it_back_with_the_notes() {
    PostLab lab = lab("none");
    Optional<TaskRecord> architect = architect(lab, "p1");
    define(lab, architect);
    lab.call(
        "architect",
        architect,
        "send_task",
        Map.of("to", "auth", "id", "t1", "body", "build it", "contracts", "api"));
    lab.call(
        "architect",
        architect,
        "send_task",
        Map.of("to", "db", "id", "t2", "body", "use it", "depends_on", "t1"));
    lab.finish(architect.orElseThrow(), TaskResult.of(PostLab.report("planned")));

    lab.finish(lab.begin("t1"), TaskResult.of(PostLab.report("ids are numbers")));
    assertThat(lab.taskOf("t1").state()).isEqualTo(TaskState.PENDING_REVIEW);
    PostLab.await().until(() -> lab.node.claim("a").isPresent());
    TaskRecord verifying = lab.office().running(lab.pool.id(), "architect").orElseThrow();
    assertThat(lab.prompt(verifying)).contains("ids are numbers", "verify_result");
    lab.call(
        "architect",
        Optional.of(verifying),
        "verify_result",
        Map.of("task_id", "t1", "contract_id", "api", "status", "fail", "notes", "use uuids"));

    TaskRecord again = lab.begin("t1");
    assertThat(lab.prompt(again)).contains("[Review feedback", "use uuids");
    lab.finish(again, TaskResult.of(PostLab.report("ids are uuids now")));
    assertThat(lab.taskOf("t2").state()).isEqualTo(TaskState.BLOCKED);
    lab.call(
        "architect",
        Optional.of(verifying),
        "verify_result",
        Map.of("task_id", "t1", "contract_id", "api", "status", "pass", "notes", "good"));
    assertThat(lab.taskOf("t2").state()).isEqualTo(TaskState.PENDING);
  }

  @Test
  void who_works_under_a_contract_that_changes_is_followed_by_a_session_that_knows_it() {
    PostLab lab = lab("none");
    Optional<TaskRecord> architect = architect(lab, "p1");
    define(lab, architect);
    lab.drop(PostLab.task("t1", "auth").withContracts(java.util.List.of("api")));
    TaskRecord before = lab.begin("t1");
    lab.prompt(before);

    String told =
        lab.call(
            "architect", architect, "amend_contract", Map.of("id", "api", "body", "ids are ulids"));
    lab.finish(before, TaskResult.of(PostLab.report("done with uuids")));

    assertThat(told).contains("contract api amended to v2, notified: auth, db");
    TaskRecord after = lab.begin("t1");
    assertThat(lab.prompt(after)).contains("ids are ulids", "## Handed Over", "Version 2 counts");
    lab.finish(after, TaskResult.of(PostLab.report("done with ulids")));
    assertThat(lab.taskOf("t1").state()).isEqualTo(TaskState.COMPLETED);
    assertThat(lab.unreadOf("db")).anyMatch(said -> said.contains("ids are ulids"));
  }

  @Test
  void work_that_is_handed_over_goes_on_in_a_fresh_session_and_the_second_time_asks_a_person() {
    PostLab lab = lab("none");
    lab.drop(PostLab.task("t1", "auth"));
    TaskRecord first = lab.begin("t1");
    lab.call(
        "auth", Optional.of(first), "signal_handoff", Map.of("notes", "the tests are missing"));
    lab.finish(first, TaskResult.of(PostLab.report("half")));

    TaskRecord second = lab.begin("t1");
    assertThat(lab.prompt(second)).contains("## Handed Over", "the tests are missing");
    lab.call("auth", Optional.of(second), "signal_handoff", Map.of("notes", "still"));
    lab.finish(second, TaskResult.of(PostLab.report("half")));

    assertThat(lab.node.claim("any")).isEmpty();
    assertThat(lab.progress("t1").needsAttention()).isTrue();
    lab.answer(lab.open().getFirst(), Answer.yes());
    PostLab.await().until(() -> lab.node.claim("any").isPresent());
  }

  @Test
  void each_approval_mode_asks_for_more_than_the_one_before() {
    PostLab lab = lab("decomposition");
    Optional<TaskRecord> architect = architect(lab, "p1");
    define(lab, architect);
    String told =
        lab.call(
            "architect", architect, "send_task", Map.of("to", "auth", "id", "t1", "body", "x"));

    assertThat(told).contains("task t1 proposed");
    assertThat(lab.open()).hasSize(1);
    assertThat(lab.open().getFirst().asked().kind()).isEqualTo(Asked.Kind.DISPATCH);
    assertThat(lab.office().task(lab.pool.id(), "t1")).isEmpty();
    lab.answer(lab.open().getFirst(), Answer.yes());
    PostLab.await().until(() -> lab.office().task(lab.pool.id(), "t1").isPresent());
  }

  @Test
  void in_the_mode_all_plans_and_contracts_wait_too_and_a_no_is_told() throws IOException {
    PostLab lab = lab("all");
    lab.call("concierge", NOBODY, "submit_plan", Map.of("plan", "a shop"));
    Optional<TaskRecord> architect = architect(lab, "p1");
    define(lab, architect);
    Path contract = lab.project.resolve(".agent-pool/contracts/api.md");

    assertThat(lab.open().stream().map(question -> question.asked().kind()))
        .containsExactlyInAnyOrder(Asked.Kind.PLAN, Asked.Kind.CONTRACT);
    assertThat(contract).doesNotExist();
    lab.open()
        .forEach(question ->
            lab.answer(
                question,
                question.asked().kind() == Asked.Kind.PLAN
                    ? Answer.no("too large")
                    : Answer.yes()));
    PostLab.await().until(() -> Files.exists(contract));
    PostLab.await()
        .untilAsserted(() ->
            assertThat(lab.unreadOf("concierge"))
                .anyMatch(said -> said.contains("proposal rejected: too large")));
  }

  @Test
  void a_forged_mail_of_the_architects_waits_for_a_person_as_the_architects_own_does() {
    PostLab lab = lab("decomposition");

    Taken taken = lab.drop(PostLab.mail("t1", "architect", "auth", MailType.TASK, "rm -rf"));

    assertThat(taken).isInstanceOf(Taken.Proposed.class);
    assertThat(lab.open().getFirst().asked().title()).contains("architect (unverified)");
  }

  @Test
  void an_answer_given_while_no_daemon_ran_is_carried_out_by_the_next_and_once() {
    PostLab lab = lab("decomposition");
    lab.drop(PostLab.mail("t1", "architect", "auth", MailType.TASK, "x"));
    lab.answer(lab.open().getFirst(), Answer.yes());
    lab.restart();

    PostLab.await().until(() -> lab.office().task(lab.pool.id(), "t1").isPresent());
    lab.restart();
    assertThat(lab.doNext("done")).isEqualTo("t1");
    assertThat(lab.node.claim("any")).isEmpty();
  }

  @Test
  void an_expert_speaks_in_no_other_name_and_takes_back_only_its_own() {
    PostLab lab = lab("none");
    lab.drop(PostLab.task("t1", "auth"));
    lab.drop(PostLab.task("t2", "auth"));
    Optional<TaskRecord> auth = Optional.of(lab.begin("t1"));

    lab.call(
        "auth", auth, "send_response", Map.of("to", "db", "id", "r", "body", "x", "from", "cli"));
    String unknown = lab.call("auth", auth, "cancel_task", Map.of("task_id", "t2"));

    assertThat(lab.unreadOf("db")).containsExactly("auth: x");
    assertThat(unknown).contains("tool 'cancel_task' not found: tool not found");
  }

  @Test
  void a_step_for_the_concierge_is_done_by_a_person_in_the_inbox_and_what_waits_goes_on() {
    PostLab lab = lab("none");
    lab.drop(PostLab.mail("c1", "architect", "concierge", MailType.TASK, "which database?"));
    lab.drop(PostLab.task("t1", "db", "c1"));

    assertThat(lab.progress("t1").status()).isEqualTo("blocked");
    lab.answer(lab.open().getFirst(), new Answer(Answer.Verdict.TEXT, "postgres", null));

    PostLab.await().until(() -> lab.office().task(lab.pool.id(), "t1").isPresent());
    assertThat(lab.prompt(lab.begin("t1"))).contains("### c1 (concierge)", "postgres");
    assertThat(lab.unreadOf("architect")).anyMatch(said -> said.contains("postgres"));
  }

  @Test
  void a_formula_fans_out_to_experts_and_its_last_step_waits_for_all_of_them() throws IOException {
    PostLab lab = lab("none");
    Path formulas = Files.createDirectories(lab.project.resolve(".agent-pool/formulas"));
    Files.writeString(
        formulas.resolve("ask.toml"),
        """
        description = "ask and sum up"
        [[steps]]
        id = "ask"
        role = "experts"
        title = "What do you think?"
        [[steps]]
        id = "sum"
        role = "architect"
        title = "Sum up"
        depends_on = ["ask"]
        """);

    String told =
        lab.call(
            "architect",
            NOBODY,
            "instantiate_formula",
            Map.of("formula", "ask", "prefix", "f", "experts", "{\"ask\":\"auth,db\"}"));

    assertThat(told).contains("3 tasks created [f-ask-auth, f-ask-db, f-sum]");
    assertThat(lab.doNext("one")).startsWith("f-ask-");
    assertThat(lab.taskOf("f-sum").state()).isEqualTo(TaskState.BLOCKED);
    assertThat(lab.doNext("two")).startsWith("f-ask-");
    assertThat(lab.prompt(lab.begin("f-sum"))).contains("one", "two");
  }

  @Test
  void what_an_expert_writes_down_is_in_its_next_prompt() {
    PostLab lab = lab("none");
    lab.drop(PostLab.task("t0", "auth"));
    lab.office()
        .deliver(
            lab.pool,
            PostLab.mail("t1", "architect", "auth", MailType.TASK, "look"),
            Sender.PERSON);
    lab.doNext("x");
    Optional<TaskRecord> session = Optional.of(lab.begin("t1"));
    String told =
        lab.call("auth", session, "update_state", Map.of("content", "Tokens live one hour."));
    lab.finish(session.orElseThrow(), TaskResult.of(PostLab.report("done")));
    lab.drop(PostLab.task("t2", "auth"));

    assertThat(told).contains("state.md updated");
    assertThat(lab.prompt(lab.begin("t2")))
        .contains("## Current State", "Tokens live one hour.", "## Task", "### Task Metadata");
  }
}
