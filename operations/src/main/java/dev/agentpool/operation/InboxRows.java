package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Inbox;
import dev.agentpool.answer.Json;
import dev.agentpool.answer.Question;
import dev.agentpool.answer.Seen;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Questions;
import dev.agentpool.engine.Sights;
import dev.agentpool.engine.Tasks;
import dev.agentpool.node.Node;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.request.AnswerRequest;
import dev.agentpool.request.InboxFilter;
import dev.agentpool.request.QuestionName;
import dev.agentpool.request.SeenRequest;
import dev.agentpool.task.AttemptKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What waits for a person, and what a person says. */
public final class InboxRows {
  private static final String ONE = "/v1/questions/{id}";

  public static final Operation<InboxFilter, Inbox> LIST =
      named("inbox.list", "What waits for a person, over all pools or in the one that is named")
          .takes(InboxFilter.class)
          .gives(Inbox.class)
          .at(Route.get("/v1/inbox"))
          .does(InboxRows::list);

  public static final Operation<QuestionName, Question> GET =
      named("question.get", "One question, with its answer")
          .takes(QuestionName.class)
          .gives(Question.class)
          .at(Route.get(ONE).with("id", "question_id").fails(400, 404))
          .does((asking, named) -> {
            dev.agentpool.question.Question question = question(asking, named.questionId());
            Guests.maySee(asking, question.pool(), named.questionId());
            return told(question, asking);
          });

  public static final Operation<AnswerRequest, Question> ANSWER =
      named("question.answer", "Answers a question; the first answer wins")
          .takes(AnswerRequest.class)
          .gives(Question.class)
          .at(Route.post(ONE + "/answer").with("id", "question_id").fails(400, 403, 404, 409))
          .does(InboxRows::answer);

  public static final Operation<SeenRequest, Seen> SEEN =
      named("inbox.seen", "Says that somebody has looked at tasks that ended")
          .takes(SeenRequest.class)
          .gives(Seen.class)
          .at(Route.post("/v1/inbox/seen").fails(400, 404))
          .does(InboxRows::seen);

  private InboxRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, GET, ANSWER, SEEN);
  }

  private static Inbox list(Asking asking, InboxFilter asked) {
    PoolId pool = asking.namedStanding().map(PoolConfig::id).orElse(null);
    InboxSections sections = new InboxSections(asking, pool, asked.most());
    List<dev.agentpool.question.Question> open =
        asking.engine().questions().open(pool, asked.most());
    Askers askers = Askers.of(asking.ledger(), asking.node(), open);
    return new Inbox(
        open.stream().map(question -> told(question, asking.node(), askers)).toList(),
        TaskAnswers.of(asking).heads(sections.reviews()),
        paused(asking.node(), pool),
        Standing.held(asking.node()),
        sections.all());
  }

  private static Seen seen(Asking asking, SeenRequest asked) {
    Sights sights = asking.engine().sights();
    if (!asked.all()) {
      return new Seen(sights.seen(asked.ids().stream().map(asking::task).toList()));
    }
    List<PoolId> pools =
        asking
            .namedStanding()
            .map(pool -> List.of(pool.id()))
            .orElseGet(() -> asking.ledger().pools().stream().map(PoolRecord::id).toList());
    return new Seen(pools.stream().mapToInt(sights::all).sum());
  }

  static List<Inbox.Standing> paused(Node node, @Nullable PoolId pool) {
    return node.pools().stream()
        .map(view -> view.config().id())
        .filter(id -> pool == null || id.equals(pool))
        .flatMap(id ->
            Standing.paused(node, id).stream().map(pause -> new Inbox.Standing(id.value(), pause)))
        .toList();
  }

  private static dev.agentpool.question.Question question(Asking asking, String id) {
    return asking.engine().questions().get(Questions.id(id));
  }

  private static Question answer(Asking asking, AnswerRequest asked) {
    Guests.mayAnswer(asking, question(asking, asked.questionId()));
    Answer answer =
        Tasks.checked(() ->
            new Answer(
                switch (asked.answer()) {
                  case YES -> Answer.Verdict.YES;
                  case NO -> Answer.Verdict.NO;
                  case TEXT -> Answer.Verdict.TEXT;
                },
                asked.text().orElse(""),
                asked.input().map(Json.ANSWERS::writeValueAsString).orElse(null),
                lasting(asked)));
    dev.agentpool.question.Question answered =
        asking
            .engine()
            .questions()
            .answer(Questions.id(asked.questionId()), answer, asked.by().orElse("a person"));
    return told(
        answered,
        about(answered.asked().payload()),
        Askers.of(asking.ledger(), asking.node(), List.of(answered)));
  }

  private static Answer.@Nullable Lasting lasting(AnswerRequest asked) {
    return asked
        .allowFor()
        .map(time -> new Answer.Lasting(time, asked.forSession()))
        .orElse(asked.forSession() ? Answer.Lasting.session() : null);
  }

  /** A question as faces tell it. */
  public static Question told(dev.agentpool.question.Question question, Asking asking) {
    return told(
        question, asking.node(), Askers.of(asking.ledger(), asking.node(), List.of(question)));
  }

  private static Question told(dev.agentpool.question.Question question, Node node, Askers askers) {
    boolean asksNow =
        question.asked().kind() == Asked.Kind.MONEY
            && question.attempt() == null
            && question.state() == dev.agentpool.question.Question.State.OPEN;
    Map<String, Object> about = new LinkedHashMap<>(about(question.asked().payload()));
    if (asksNow) {
      node.unpaid(question.pool())
          .ifPresent(plan -> {
            about.put("tasks", plan.tasks());
            about.put("about_microdollars", plan.about().micros());
          });
    }
    return told(question, about, askers);
  }

  private static Question told(
      dev.agentpool.question.Question question, Map<String, Object> about, Askers askers) {
    AttemptKey attempt = question.attempt();
    return new Question(
        question.id().value(),
        question.pool().value(),
        Optional.ofNullable(attempt).map(key -> key.task().value()),
        askers.of(question),
        attempt == null ? OptionalInt.empty() : OptionalInt.of(attempt.fence()),
        question.asked().kind().wireName(),
        question.asked().title(),
        about,
        question.asked().options(),
        question.state().wireName(),
        question.askedAt(),
        Optional.ofNullable(question.deadline()),
        Optional.ofNullable(question.given()).map(InboxRows::given),
        question.reason());
  }

  private static Question.Given given(dev.agentpool.question.Question.Given given) {
    return new Question.Given(
        given.answer().verdict().wireName(),
        given.answer().text(),
        given.by(),
        given.at(),
        Optional.ofNullable(given.answer().lasting())
            .map(lasting -> given.at().plus(lasting.time())),
        given.answer().lasting() != null && given.answer().lasting().inSession());
  }

  @SuppressWarnings("unchecked") // an object is read as a map
  private static Map<String, Object> about(String payload) {
    try {
      return Json.ANSWERS.readValue(payload, Map.class);
    } catch (JacksonException unreadable) {
      return Map.of("text", payload);
    }
  }
}
