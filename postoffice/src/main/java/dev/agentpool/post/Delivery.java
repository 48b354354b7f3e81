package dev.agentpool.post;

import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Submitted;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Submission;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.mail.Priority;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Brings mail to whom it is for. Work becomes a task, or is held until what it depends on is known;
 * the rest is kept for its reader. What cannot be delivered is a dead letter, and its sender is
 * told.
 */
final class Delivery {
  /** By whom senders are told. */
  static final String POSTOFFICE = "postoffice";

  /** So many sessions, each asked by the one before, may follow a person's word. */
  static final int MOST_HOPS = 24;

  private static final Set<TaskState> OPEN =
      Set.of(TaskState.BLOCKED, TaskState.PENDING, TaskState.RUNNING);
  private final Ledger ledger;
  private final Queue queue;
  private final Letters letters;
  private final Dependencies dependencies;
  private final Concierge concierge;
  private final Handoffs handoffs;
  private final WorkOrders orders;
  private final FirstKnowledge first;

  Delivery(
      Ledger ledger,
      Queue queue,
      Letters letters,
      Dependencies dependencies,
      Concierge concierge,
      Handoffs handoffs,
      WorkOrders orders,
      FirstKnowledge first) {
    this.ledger = ledger;
    this.queue = queue;
    this.letters = letters;
    this.dependencies = dependencies;
    this.concierge = concierge;
    this.handoffs = handoffs;
    this.orders = orders;
    this.first = first;
  }

  Taken deliver(Post post, Mail mail, Sender sender) {
    List<Taken> taken = new ArrayList<>();
    deliverEach(post, List.of(mail), sender, taken::add);
    return taken.getFirst();
  }

  /**
   * In this order; those that become tasks come to the ledger together. Throws where one cannot be
   * delivered now.
   *
   * @param told hears of each, in order, once it is durable; of those before one that throws too
   */
  void deliverEach(Post post, List<Mail> mails, Sender sender, Consumer<Taken> told) {
    Orders orders = new Orders(ready -> submit(post, ready, told));
    try {
      for (Mail mail : mails) {
        orders.submitBefore(mail);
        Step step =
            mail.type().asksForWork()
                ? work(post, mail, sender)
                : new Step.Over(keep(post, mail, sender));
        switch (step) {
          case Step.Order order -> orders.add(order);
          case Step.Over(Taken taken) -> {
            orders.submit();
            told.accept(taken);
          }
        }
      }
    } finally {
      orders.submit();
    }
  }

  // work

  private Step work(Post post, Mail mail, Sender sender) {
    Optional<Taken> before = before(post, mail);
    if (before.isPresent()) {
      return new Step.Over(before.get());
    }
    if (letters.remove(post.id(), Letters.cancelKey(mail.id().value()))) {
      return buried(post, mail, sender, "it was cancelled before it came");
    }
    if (sender.hops() > MOST_HOPS) {
      return buried(
          post,
          mail,
          sender,
          "it is the end of a row of "
              + MOST_HOPS
              + " sessions that asked each other; a person has to say that it goes on");
    }
    Optional<Expert> expert = post.roster().find(mail.to());
    if (expert.isEmpty() && !Concierge.isFor(mail.to())) {
      String why =
          Fitting.isForAnybody(post, mail)
              ? Fitting.fitsNobody(post)
              : post.roster().nobody(mail.to());
      return buried(post, mail, sender, why);
    }
    return admit(post, expert, mail, sender);
  }

  /** What became of the same mail, if it came before and is not dead. */
  Optional<Taken> before(Post post, Mail mail) {
    Optional<TaskRecord> task = dependencies.task(post.id(), mail.id().value());
    if (task.isPresent()) {
      boolean same = Mailed.of(task.get()).filter(it -> isSame(it.mail(), mail)).isPresent();
      return Optional.of(same ? new Taken.Queued(task.get().id(), true) : taken(post, mail));
    }
    return letters
        .find(post.id(), Letters.workKey(mail.id().value()))
        .filter(letter -> letter.state() != Letter.State.DEAD)
        .map(letter ->
            isSame(letter.mail(), mail)
                ? letter.state() == Letter.State.HELD
                    ? new Taken.Held(letter.why())
                    : new Taken.Kept(mail.to(), true)
                : taken(post, mail));
  }

  private static boolean isSame(Mail one, Mail other) {
    return one.to().equals(other.to())
        && one.type() == other.type()
        && one.body().strip().equals(other.body().strip().replace('\0', '\uFFFD'));
  }

  /** Another mail has its id: this one is not lost, it can be sent again by another. */
  private Taken taken(Post post, Mail mail) {
    String why =
        "task \""
            + mail.id()
            + "\" already exists, with other words: send this again under another id";
    tell(post, mail, why);
    return new Taken.Bounced(why);
  }

  private Step admit(Post post, Optional<Expert> expert, Mail mail, Sender sender) {
    Dependencies.Found found = dependencies.of(post.id(), post.roster().layout(), mail);
    if (!found.dead().isEmpty()) {
      return buried(
          post, mail, sender, "dependency failed or cancelled: " + String.join(", ", found.dead()));
    }
    if (mail.dependsOn().contains(mail.id().value())) {
      return buried(post, mail, sender, cycle(mail.id().value(), mail.id().value()));
    }
    if (expert.isEmpty() || !expert.get().works()) {
      return found.missing().isEmpty() && haveEnded(found.after())
          ? new Step.Over(forPerson(post, mail, sender))
          : hold(post, mail, sender, found);
    }
    Dependencies.Found all =
        mail.type() == MailType.QUESTION ? found : withFirst(post, expert.get(), found);
    return all.missing().isEmpty()
        ? order(post, expert.get(), mail, sender, all.after())
        : hold(post, mail, sender, all);
  }

  /** Who asks a question waits for its answer now. */
  private Dependencies.Found withFirst(Post post, Expert expert, Dependencies.Found found) {
    return first
        .waitsFor(post, expert, mail -> deliver(post, mail, Sender.PERSON))
        .map(found::andMissing)
        .orElse(found);
  }

  private boolean haveEnded(List<TaskId> after) {
    return ledger.states(after).values().stream().allMatch(state -> state == TaskState.COMPLETED);
  }

  private Step order(Post post, Expert expert, Mail mail, Sender sender, List<TaskId> after) {
    TaskSpec spec;
    try {
      spec = orders.of(post.pool(), post.roster(), expert, mail, sender);
    } catch (IllegalArgumentException tooMuch) {
      return buried(post, mail, sender, String.valueOf(tooMuch.getMessage()));
    }
    return new Step.Order(
        mail,
        new Submission(
            post.id(),
            List.of(new Submission.Node(spec, List.of(), after)),
            null,
            Mailed.keyOf(mail)));
  }

  private void submit(Post post, List<Step.Order> ready, Consumer<Taken> told) {
    List<Submitted> submitted =
        queue.submitEach(ready.stream().map(Step.Order::submission).toList());
    Set<String> came = new HashSet<>();
    for (int i = 0; i < ready.size(); i++) {
      if (submitted.get(i) instanceof Submitted.In) {
        String id = ready.get(i).mail().id().value();
        letters.remove(post.id(), Letters.workKey(id));
        came.add(id);
      }
    }
    release(post, came);
    for (int i = 0; i < ready.size(); i++) {
      told.accept(taken(post, ready.get(i).mail(), submitted.get(i)));
    }
  }

  private Taken taken(Post post, Mail mail, Submitted submitted) {
    return switch (submitted) {
      case Submitted.In(List<TaskId> tasks) -> new Taken.Queued(tasks.getFirst(), false);
      case Submitted.Not(Refused why) -> {
        if (why.code().equals("idempotency_conflict")) {
          yield before(post, mail).orElseThrow(() -> why);
        }
        throw why;
      }
    };
  }

  private Taken forPerson(Post post, Mail mail, Sender sender) {
    letters.put(post.id(), Letter.of(mail, sender, Letter.State.UNREAD, "", ledger.now()));
    concierge.ask(post.id(), mail);
    return new Taken.Kept("concierge", false);
  }

  private Step hold(Post post, Mail mail, Sender sender, Dependencies.Found found) {
    List<String> waits =
        found.missing().isEmpty()
            ? found.after().stream().map(TaskId::value).toList()
            : found.missing();
    String why = "waits for " + String.join(", ", waits);
    boolean isHeld =
        letters
            .find(post.id(), Letters.key(mail))
            .filter(it -> it.state() == Letter.State.HELD && it.why().equals(why))
            .isPresent();
    if (!isHeld) {
      letters.put(post.id(), Letter.of(mail, sender, Letter.State.HELD, why, ledger.now()));
    }
    Set<String> cycle = dependencies.cycle(post.id(), mail);
    if (!cycle.isEmpty()) {
      String told = cycle(mail.id().value(), String.join(" ", cycle));
      for (String id : cycle) {
        letters
            .find(post.id(), Letters.workKey(id))
            .ifPresent(letter -> bury(post, letter.mail(), letter.sender(), told));
      }
      return new Step.Over(new Taken.Bounced(told));
    }
    Dependencies.Found known = dependencies.of(post.id(), post.roster().layout(), mail);
    Dependencies.Found now =
        post.roster()
            .find(mail.to())
            .filter(Expert::works)
            .map(expert -> withFirst(post, expert, known))
            .orElse(known);
    return now.missing().size() < found.missing().size() // it came in between
        ? again(post, mail, sender)
        : new Step.Over(new Taken.Held(why));
  }

  private static String cycle(String id, String members) {
    return "adding task \"" + id + "\" would create a cycle involving [" + members + "]";
  }

  private Step again(Post post, Mail mail, Sender sender) {
    return admit(post, post.roster().find(mail.to()), mail, sender);
  }

  /** What waited for this mail may be able to go on. */
  void release(Post post, String mailId) {
    release(post, Set.of(mailId));
  }

  private void release(Post post, Set<String> mailIds) {
    release(post, held -> held.mail().dependsOn().stream().anyMatch(mailIds::contains));
  }

  /** Tries all that is held: after contracts changed, a step of the person's, or a start. */
  void releaseAll(Post post) {
    release(post, _ -> true);
  }

  private void release(Post post, Predicate<Letter> which) {
    Orders orders = new Orders(ready -> submit(post, ready, _ -> {}));
    try {
      for (Letter held : held(post.id()).stream().filter(which).toList()) {
        orders.submitBefore(held.mail());
        if (again(post, held.mail(), held.sender()) instanceof Step.Order order) {
          orders.add(order);
        }
      }
    } finally {
      orders.submit();
    }
  }

  private List<Letter> held(PoolId pool) {
    return letters.list(
        pool, letter -> letter.state() == Letter.State.HELD && letter.mail().type().asksForWork());
  }

  // what is only read

  private Taken keep(Post post, Mail mail, Sender sender) {
    if (post.roster().find(mail.to()).isEmpty() && !Concierge.isFor(mail.to())) {
      return bury(post, mail, sender, post.roster().nobody(mail.to()));
    }
    boolean added =
        letters.add(post.id(), Letter.of(mail, sender, Letter.State.UNREAD, "", ledger.now()));
    if (added && mail.type() == MailType.HANDOFF) {
      running(post.id(), mail.from()).ifPresent(task -> handoffs.signal(task, mail.body()));
    }
    if (mail.priority().equals(Priority.URGENT)) {
      wake(post, mail);
    }
    return new Taken.Kept(Concierge.isFor(mail.to()) ? "concierge" : mail.to(), !added);
  }

  Optional<TaskRecord> running(PoolId pool, String expert) {
    return of(pool, expert, Set.of(TaskState.RUNNING));
  }

  private Optional<TaskRecord> of(PoolId pool, String expert, Set<TaskState> states) {
    return ledger
        .tasks(new TaskFilter(pool, states, List.of(Mailed.tagOfExpert(expert)), null, null, 1, 0))
        .stream()
        .findFirst();
  }

  /** Urgent mail starts a session where none would come by itself. */
  private void wake(Post post, Mail mail) {
    Optional<Expert> expert = post.roster().find(mail.to()).filter(Expert::works);
    if (expert.isEmpty() || of(post.id(), mail.to(), OPEN).isPresent()) {
      return;
    }
    Mail wake =
        Mail.of(
                new MailId("wake-" + Letters.key(mail).substring(0, 16)),
                POSTOFFICE,
                mail.to(),
                MailType.TASK,
                "Urgent mail is waiting for you; it stands under \"Unread Mail\". Deal with it.")
            .withPriority(Priority.URGENT);
    deliver(post, wake, Sender.PERSON);
  }

  // dead letters

  private Step buried(Post post, Mail mail, Sender sender, String why) {
    return new Step.Over(bury(post, mail, sender, why));
  }

  /** It cannot be delivered; neither can what waits for it. */
  Taken bury(Post post, Mail mail, Sender sender, String why) {
    boolean wasDead =
        letters
            .find(post.id(), Letters.key(mail))
            .filter(it -> it.state() == Letter.State.DEAD && it.why().equals(why))
            .isPresent();
    if (!wasDead) {
      letters.put(post.id(), Letter.of(mail, sender, Letter.State.DEAD, why, ledger.now()));
      tell(post, mail, why);
      if (mail.type().asksForWork()) {
        died(post, mail.id().value());
      }
    }
    return new Taken.Bounced(why);
  }

  /** Held mail that waits for one that never will be done is dead too. */
  void died(Post post, String mailId) {
    for (Letter held : held(post.id())) {
      if (held.mail().dependsOn().contains(mailId)) {
        bury(post, held.mail(), held.sender(), "dependency failed or cancelled: " + mailId);
      }
    }
  }

  /** The sender reads of it with its next task; what nobody can be told of the person reads. */
  void tell(Post post, Mail mail, String why) {
    if (mail.from().equals(POSTOFFICE)) {
      return;
    }
    boolean known = post.roster().find(mail.from()).isPresent();
    Mail told =
        Mail.of(
            new MailId("undelivered-" + Letters.key(mail).substring(0, 12)),
            POSTOFFICE,
            known ? mail.from() : "concierge",
            MailType.NOTIFY,
            "Your "
                + mail.type().word()
                + " \""
                + mail.id()
                + "\" to "
                + mail.to()
                + " was not done: "
                + why);
    letters.add(post.id(), Letter.of(told, Sender.PERSON, Letter.State.UNREAD, "", ledger.now()));
  }
}
