package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** What became of a mail that was sent. */
public record MailTaken(
    String id,
    @JsonPropertyDescription("queued, held, proposed, kept, done or bounced") String outcome,
    @JsonPropertyDescription("the same in words") String told,
    Optional<String> taskId,
    @JsonPropertyDescription("what a person is to answer first") Optional<String> questionId) {
  public MailTaken withTold(String words) {
    return new MailTaken(id, outcome, words, taskId, questionId);
  }
}
