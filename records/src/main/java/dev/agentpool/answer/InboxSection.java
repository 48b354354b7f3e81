package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * A part of the inbox.
 *
 * @param total also of those that are not among the items
 */
public record InboxSection(
    @JsonPropertyDescription(
            "needs_you, failed, done, working or paused; done and failed are those"
                + " that nobody has looked at")
        String name,
    @JsonPropertyDescription("also of those beyond the limit") long total,
    @JsonPropertyDescription("questions oldest first, tasks newest first") List<InboxItem> items) {
  /** Keeps a copy of the list. */
  public InboxSection {
    items = List.copyOf(items);
  }
}
