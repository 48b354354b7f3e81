package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** What became of a formula that was started. */
public record FormulaStarted(
    @JsonPropertyDescription("a mail a step, or one for each who is named; in order")
        List<MailTaken> mail,
    @JsonPropertyDescription("what a person is to answer first; null where nothing")
        Optional<String> questionId) {
  /** Keeps a copy of the list. */
  public FormulaStarted {
    mail = List.copyOf(mail);
  }
}
