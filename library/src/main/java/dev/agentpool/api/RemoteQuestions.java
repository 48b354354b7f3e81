package dev.agentpool.api;

import dev.agentpool.answer.Grant;
import dev.agentpool.answer.Inbox;
import dev.agentpool.answer.Question;
import dev.agentpool.operation.GrantRows;
import dev.agentpool.operation.InboxRows;
import dev.agentpool.request.AnswerRequest;
import dev.agentpool.request.GrantName;
import dev.agentpool.request.InboxFilter;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.QuestionName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The inbox, asked over the daemon's socket. */
record RemoteQuestions(Calls calls) implements Questions {
  @Override
  public Inbox waiting() {
    return calls.ask(InboxRows.LIST, new InboxFilter(Optional.empty()));
  }

  @Override
  public Optional<Question> find(String id) {
    return calls.find(InboxRows.GET, new QuestionName(id));
  }

  @Override
  public Question yes(String id) {
    return answer(id, AnswerRequest.Verdict.YES, "");
  }

  @Override
  public Question yesFor(String id, Duration time) {
    return lasting(id, Optional.of(time), false);
  }

  @Override
  public Question yesInSession(String id) {
    return lasting(id, Optional.empty(), true);
  }

  private Question lasting(String id, Optional<Duration> time, boolean session) {
    return calls.ask(
        InboxRows.ANSWER,
        new AnswerRequest(
            id,
            AnswerRequest.Verdict.YES,
            Optional.empty(),
            Optional.empty(),
            time,
            session,
            Optional.of("a program")));
  }

  @Override
  public List<Grant> grants() {
    return calls.ask(GrantRows.LIST, Nothing.MORE).grants();
  }

  @Override
  public Grant revoke(String id) {
    return calls.ask(GrantRows.REVOKE, new GrantName(id));
  }

  @Override
  public Question no(String id, String why) {
    return answer(id, AnswerRequest.Verdict.NO, why);
  }

  @Override
  public Question say(String id, String words) {
    return answer(id, AnswerRequest.Verdict.TEXT, words);
  }

  private Question answer(String id, AnswerRequest.Verdict verdict, String words) {
    Optional<String> text = words.isEmpty() ? Optional.empty() : Optional.of(words);
    return calls.ask(
        InboxRows.ANSWER,
        new AnswerRequest(
            id,
            verdict,
            text,
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of("a program")));
  }
}
