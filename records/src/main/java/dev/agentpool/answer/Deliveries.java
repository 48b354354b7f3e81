package dev.agentpool.answer;

import java.util.List;

/** The last tries of a webhook, newest first. */
public record Deliveries(List<Delivery> items) {
  public Deliveries {
    items = List.copyOf(items);
  }
}
