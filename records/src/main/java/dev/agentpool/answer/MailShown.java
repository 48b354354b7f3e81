package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;

/** All mail of one id: a response may have that of the task it answers. */
public record MailShown(List<Whole> mail) {
  /** Keeps a copy of the list. */
  public MailShown {
    mail = List.copyOf(mail);
  }

  /** A mail whole. */
  public record Whole(
      @JsonUnwrapped MailRow mail,
      String priority,
      List<String> contracts,
      @JsonPropertyDescription("of a cancel: what is taken back") Optional<String> cancels,
      @JsonPropertyDescription("Markdown; of one that was read perhaps its beginning") String body,
      @JsonPropertyDescription("what was answered to work that is done; null before")
          Optional<String> answer) {}
}
