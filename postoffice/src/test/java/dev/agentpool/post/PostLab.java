package dev.agentpool.post;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Submitted;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.Submission;
import dev.agentpool.ledger.memory.MemoryLedger;
import dev.agentpool.ledger.moves.Ids;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Question;
import dev.agentpool.role.ChosenKnowledge;
import dev.agentpool.role.Experts;
import dev.agentpool.role.RoleCall;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskRules;
import dev.agentpool.testkit.SettableClock;
import dev.agentpool.testkit.simulation.HandCrankedNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * An expert pool over a ledger in memory and a settable clock, whose tasks are done by hand. What
 * is opened over the same ledger again is what a restarted daemon is.
 */
final class PostLab implements AutoCloseable {
  static final String POOL =
      """
      [pool]
      name = "shop"
      [architect]
      model = "opus"
      approval_mode = "none"
      [experts.auth]
      [experts.db]
      model = "haiku"
      allowed_tools = ["Read", "Grep"]
      """;

  final SettableClock clock = new SettableClock();
  final Ledger ledger =
      MemoryLedger.open(
          clock, TaskRules::decide, new Ids(new SecureRandom()::nextLong), MoveSettings.USUAL);
  final AtomicInteger submits = new AtomicInteger(); // how often work was brought to the ledger

  /** What has this tag is not let in by the queue. */
  volatile String refused = "";

  final Path project;
  final Home home;
  final PoolConfig pool;
  HandCrankedNode node;
  Experts experts;
  private JournalFeed feed;
  private PostWatch watch;

  PostLab(Path folder) {
    this(folder, POOL);
  }

  PostLab(Path folder, String toml) {
    try {
      home = new Home(folder.resolve("home")).prepared();
      project = Files.createDirectories(folder.resolve("project")).toRealPath();
      Files.createDirectories(project.resolve(".agent-pool").resolve("contracts"));
      Files.writeString(PoolFiles.poolFile(project), toml);
      if (!toml.contains("seed = ")) {
        wasSeeded("auth");
        wasSeeded("db");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pool = new PoolFiles(home, new OldPools()).read(project);
    ledger.openPool(pool.record());
    node = new HandCrankedNode(ledger, pool.id(), "hand");
    begin();
  }

  /** It knows nothing, and nobody looks at the project for it any more. */
  private void wasSeeded(String expert) throws IOException {
    Path folder = project.resolve(".agent-pool/experts/" + expert + "/.knowledge");
    Files.writeString(
        Files.createDirectories(folder).resolve("seeded"), "seed-before\n-\nposted\n");
  }

  private void begin() {
    feed = new JournalFeed(ledger);
    experts =
        Experts.of(
            ledger,
            new HandQueue(ledger, submits, () -> refused),
            home,
            Path.of("/image/agent-pool"),
            new ChosenKnowledge(ledger),
            id -> Optional.of(pool).filter(own -> own.id().equals(id)));
    watch = experts.watch(feed);
  }

  /** The daemon is gone, and the next one begins. */
  void restart() {
    whileDown(() -> {});
  }

  /** The same, and this happens in between. */
  void whileDown(Runnable work) {
    watch.close();
    feed.close();
    work.run();
    begin();
  }

  private record HandQueue(Ledger ledger, AtomicInteger submits, Supplier<String> refused)
      implements Queue {
    @Override
    public List<Submitted> submitEach(List<Submission> submissions) {
      submits.incrementAndGet();
      if (submissions.stream()
          .flatMap(submission -> submission.tasks().stream())
          .anyMatch(node -> node.spec().tags().contains(refused.get()))) {
        throw new Refused(Refused.Kind.CONFLICT, "pool_draining", "the pool takes nothing now");
      }
      return ledger.submitEach(submissions).stream().map(Submitted::of).toList();
    }

    @Override
    public TaskId retry(TaskId task) {
      return Refused.orThrow(ledger.resubmit(task));
    }

    @Override
    public void await(TaskId task, Duration atMost) {}
  }

  PostOffice office() {
    return experts.office();
  }

  static Mail mail(String id, String from, String to, MailType type, String body) {
    return Mail.of(new MailId(id), from, to, type, body);
  }

  static Mail task(String id, String to, String... after) {
    return mail(id, "cli", to, MailType.TASK, "do " + id).withDependsOn(List.of(after));
  }

  Taken drop(Mail mail) {
    return office().accept(pool, mail, Sender.FILE);
  }

  TaskRecord taskOf(String mailId) {
    return office().task(pool.id(), mailId).orElseThrow();
  }

  Progress progress(String mailId) {
    return experts.board().of(pool.id(), mailId).orElseThrow();
  }

  /** Does the next task that may begin, with this answer; returns its mail's id. */
  String doNext(String answer) {
    TaskRecord claimed = node.claim("slot").orElseThrow().task();
    finish(claimed, TaskResult.of(report(answer)));
    return Mailed.of(claimed).orElseThrow().mail().id().value();
  }

  TaskRecord begin(String mailId) {
    TaskRecord claimed = node.claim("slot-" + mailId).orElseThrow().task();
    if (!Mailed.of(claimed).orElseThrow().mail().id().value().equals(mailId)) {
      throw new AssertionError("not " + mailId + " but " + claimed.spec().tags());
    }
    return claimed;
  }

  /** What its agent would be asked. */
  String prompt(TaskRecord claimed) {
    return experts.persona().told(claimed, claimed.withFeedback(claimed.spec().prompt().text()));
  }

  void finish(TaskRecord claimed, TaskResult result) {
    node.settle(claimed.attempt(), experts.persona().ended(claimed, result)).orThrow();
  }

  static AgentReport report(String answer) {
    AgentReport silent = AgentReport.silent(Outcome.COMPLETED);
    return new AgentReport(
        answer,
        silent.ending(),
        silent.spent(),
        null,
        null,
        null,
        List.of(),
        List.of(),
        silent.given(),
        List.of(),
        null);
  }

  /** A tool call of a role out of the session of a task, or of a person's own agent. */
  String call(String role, Optional<TaskRecord> doing, String tool, Map<String, Object> given) {
    Roster roster = office().roster(pool);
    RoleCall call =
        new RoleCall(pool, roster, roster.find(role).orElseThrow(), doing.flatMap(Mailed::of));
    Map<String, Object> answer =
        experts
            .server()
            .answer(
                call,
                Map.of(
                    "jsonrpc",
                    "2.0",
                    "id",
                    1,
                    "method",
                    "tools/call",
                    "params",
                    Map.of("name", tool, "arguments", given)));
    return String.valueOf(answer);
  }

  List<Question> open() {
    return ledger.questions(
        new QuestionFilter(pool.id(), null, Set.of(Question.State.OPEN), 100, 0));
  }

  void answer(Question question, Answer answer) {
    ledger.answer(question.id(), answer, "a person").orThrow();
  }

  List<String> unreadOf(String name) {
    return office().unread(pool.id(), name).stream()
        .map(letter -> letter.mail().from() + ": " + letter.mail().body())
        .toList();
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  @Override
  public void close() {
    watch.close();
    feed.close();
    ledger.close();
  }
}
