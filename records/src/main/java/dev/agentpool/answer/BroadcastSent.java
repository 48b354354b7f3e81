package dev.agentpool.answer;

import java.util.List;

/**
 * A message to every slot but the sender.
 *
 * @param messageIds one for each of the recipients, in their order
 */
public record BroadcastSent(List<String> messageIds, List<String> recipients) {
  public BroadcastSent {
    messageIds = List.copyOf(messageIds);
    recipients = List.copyOf(recipients);
  }
}
