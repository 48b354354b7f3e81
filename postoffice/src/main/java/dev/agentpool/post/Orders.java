package dev.agentpool.post;

import dev.agentpool.mail.Mail;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Work that is gathered to come to the ledger together. For one thread. */
final class Orders {
  private static final int MOST = 256;
  private final Consumer<List<Step.Order>> submits;
  private final List<Step.Order> ready = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  Orders(Consumer<List<Step.Order>> submits) {
    this.submits = submits;
  }

  /** Brings what is gathered if what becomes of this mail may depend on it. */
  void submitBefore(Mail mail) {
    if (!mail.type().asksForWork()
        || ids.contains(mail.id().value())
        || mail.dependsOn().stream().anyMatch(ids::contains)) {
      submit();
    }
  }

  void add(Step.Order order) {
    ready.add(order);
    ids.add(order.mail().id().value());
    if (ready.size() == MOST) {
      submit();
    }
  }

  /** Brings what is gathered; whatever comes of it, nothing is gathered any more. */
  void submit() {
    List<Step.Order> now = List.copyOf(ready);
    ready.clear();
    ids.clear();
    if (!now.isEmpty()) {
      submits.accept(now);
    }
  }
}
