package dev.agentpool.post;

import dev.agentpool.expert.PoolLayout;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.paper.SafeName;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What mails depend on: other mails, by their ids, and contracts that are to be there. */
final class Dependencies {
  private final Ledger ledger;
  private final Letters letters;

  Dependencies(Ledger ledger, Letters letters) {
    this.ledger = ledger;
    this.letters = letters;
  }

  /**
   * @param after tasks that have to end first
   * @param missing what is not there yet, for people
   * @param dead mails that were to come first and never will
   */
  record Found(List<TaskId> after, List<String> missing, List<String> dead) {
    Found andMissing(String what) {
      return new Found(after, Stream.concat(missing.stream(), Stream.of(what)).toList(), dead);
    }
  }

  Found of(PoolId pool, PoolLayout layout, Mail mail) {
    List<TaskId> after = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> dead = new ArrayList<>();
    for (String id : new LinkedHashSet<>(mail.dependsOn())) {
      Optional<TaskRecord> task = task(pool, id);
      Optional<Letter> letter = letters.find(pool, Letters.workKey(id));
      if (task.isPresent()) {
        if (hasFailed(task.get())) {
          dead.add(id);
        } else {
          after.add(task.get().id());
        }
      } else if (letter.filter(it -> it.state() == Letter.State.DEAD).isPresent()) {
        dead.add(id);
      } else if (letter.filter(it -> it.state() == Letter.State.DONE).isEmpty()) {
        missing.add(id);
      }
    }
    for (String id : new LinkedHashSet<>(mail.contracts())) {
      if (!isThere(layout, id)) {
        missing.add("contract " + id);
      }
    }
    return new Found(after, missing, dead);
  }

  private static boolean hasFailed(TaskRecord task) {
    return task.state() == TaskState.FAILED || task.state() == TaskState.CANCELLED;
  }

  private static boolean isThere(PoolLayout layout, String contract) {
    return SafeName.isSafe(contract)
        && Files.isRegularFile(
            layout.contracts().resolve(contract + ".md"), LinkOption.NOFOLLOW_LINKS);
  }

  /** The newest task of a mail. */
  Optional<TaskRecord> task(PoolId pool, String mailId) {
    TaskFilter filter =
        new TaskFilter(pool, Set.of(), List.of(Mailed.tagOf(mailId)), null, null, 1, 0);
    return ledger.tasks(filter).stream().findFirst();
  }

  /** The held mails that wait for each other with this one, which is held too; else none. */
  Set<String> cycle(PoolId pool, Mail mail) {
    Map<String, List<String>> after = new HashMap<>();
    for (Letter held :
        letters.list(
            pool, it -> it.state() == Letter.State.HELD && it.mail().type().asksForWork())) {
      after.put(held.mail().id().value(), held.mail().dependsOn());
    }
    String own = mail.id().value();
    after.put(own, mail.dependsOn());
    Set<String> cycle = new TreeSet<>();
    for (String other : reach(after, own)) {
      if (other.equals(own) || reach(after, other).contains(own)) {
        cycle.add(other);
      }
    }
    return cycle;
  }

  /** All that one waits for, and those for, as far as they are held. */
  private static Set<String> reach(Map<String, List<String>> after, String from) {
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(after.getOrDefault(from, List.of()));
    while (!open.isEmpty()) {
      String next = open.removeLast();
      if (after.containsKey(next) && seen.add(next)) {
        open.addAll(after.getOrDefault(next, List.of()));
      }
    }
    return seen;
  }
}
