package dev.agentpool.api;

import dev.agentpool.answer.Inbox;
import dev.agentpool.answer.Question;
import dev.agentpool.operation.InboxRows;
import dev.agentpool.request.AnswerRequest;
import dev.agentpool.request.InboxFilter;
import dev.agentpool.request.QuestionName;
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
        new AnswerRequest(id, verdict, text, Optional.empty(), Optional.of("a program")));
  }
}
