package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** Sends mail to an expert. */
public record MailRequest(
    @JsonProperty(required = true)
        @JsonPropertyDescription("an expert, a role, or auto: the expert whom it fits")
        @Bounds(least = 1, most = MailRequest.LONGEST)
        String to,
    @JsonProperty(required = true)
        @JsonPropertyDescription("Markdown")
        @Bounds(least = 0, most = MailRequest.LONGEST_BODY)
        String body,
    @JsonPropertyDescription("the same id is the same mail; one is made where it is absent")
        @Bounds(least = 1, most = MailRequest.LONGEST)
        Optional<String> id,
    @JsonPropertyDescription("who sends it; user where it is absent")
        @Bounds(least = 1, most = MailRequest.LONGEST)
        Optional<String> from,
    @JsonPropertyDescription(
            "task, question, response, notify, handoff or cancel; task where it is absent")
        Optional<String> type,
    @JsonPropertyDescription("low, normal, high or urgent") Optional<String> priority,
    @JsonPropertyDescription("ids of mails that have to be done before")
        @Bounds(least = 0, most = MailRequest.MOST)
        List<String> dependsOn,
    @JsonPropertyDescription("ids of contracts it is under")
        @Bounds(least = 0, most = MailRequest.MOST)
        List<String> contracts,
    @JsonPropertyDescription("of a cancel: what is taken back")
        @Bounds(least = 1, most = MailRequest.LONGEST)
        Optional<String> cancels) {
  static final int LONGEST = 200;
  static final int LONGEST_BODY = 5_000_000;
  private static final int MOST = 1_000;

  /** Refuses what is out of bounds. */
  public MailRequest {
    Within.text("to", to, 1, LONGEST);
    Within.text("body", body, 0, LONGEST_BODY);
    Within.text("id", id, 1, LONGEST);
    Within.text("from", from, 1, LONGEST);
    Within.text("cancels", cancels, 1, LONGEST);
    Within.names("depends_on", dependsOn, MOST, LONGEST);
    Within.names("contracts", contracts, MOST, LONGEST);
  }
}
