package dev.agentpool.post;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.expert.Role;
import dev.agentpool.inside.Acting;
import dev.agentpool.inside.Caller;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailType;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes mails in, each once by its id, and says what became of them. Whatever it does is the
 * daemon's own doing: work that an expert asks for is no child of the expert's task. Thread-safe.
 */
public final class PostOffice {
  private final Ledger ledger;
  private final Queue queue;
  private final Rosters rosters;
  private final Letters letters;
  private final Dependencies dependencies;
  private final Approvals approvals;
  private final Concierge concierge;
  private final Handoffs handoffs;
  private final Delivery delivery;
  private final Cancelling cancelling;
  private final Fitting fitting;

  /**
   * @param ledger the whole one
   * @param launcher the program {@code agent-pool}
   * @param handwriting who may have edited what the experts of a pool know
   */
  public PostOffice(
      Ledger ledger,
      Queue queue,
      Rosters rosters,
      Home home,
      Path launcher,
      Function<PoolId, Handwriting> handwriting) {
    this.ledger = ledger;
    this.queue = queue;
    this.rosters = rosters;
    this.letters = new Letters(ledger);
    this.dependencies = new Dependencies(ledger, letters);
    this.approvals = new Approvals(ledger);
    this.handoffs = new Handoffs(ledger);
    this.concierge = new Concierge(ledger, letters);
    this.delivery =
        new Delivery(
            ledger,
            queue,
            letters,
            dependencies,
            concierge,
            handoffs,
            new WorkOrders(home, launcher),
            new FirstKnowledge(ledger, dependencies, handwriting));
    this.cancelling = new Cancelling(ledger, letters, dependencies, approvals, delivery);
    this.fitting = new Fitting(letters, dependencies, handwriting);
  }

  public Rosters rosters() {
    return rosters;
  }

  /** How the work of experts is handed over. */
  public Handoffs handoffs() {
    return handoffs;
  }

  /** Who is in a pool; throws {@link Refused} when it is none of experts. */
  public Roster roster(PoolConfig pool) {
    return rosters
        .of(pool)
        .orElseThrow(() ->
            new Refused(
                Refused.Kind.NOT_FOUND,
                "no_experts",
                "the pool "
                    + pool.name()
                    + " has no experts: its pool.toml names none (a table such as"
                    + " [experts.auth])"));
  }

  private Post post(PoolConfig pool) {
    return new Post(pool, roster(pool));
  }

  /**
   * Takes a mail in: as often as it is brought, once. Where the pool's approval mode wants a
   * person's word for what it asks, it waits for that. Work for {@code auto} goes to the expert
   * whom it fits.
   */
  public Taken accept(PoolConfig pool, Mail mail, Sender sender) {
    List<Taken> taken = new ArrayList<>();
    acceptEach(pool, List.of(mail), sender, taken::add);
    return taken.getFirst();
  }

  /**
   * Takes mails in, in this order, each as by {@link #accept}, but at the price of few moves: what
   * is work comes to the ledger together. Throws where one cannot be taken.
   *
   * @param told hears of each, in order, once it is durable; of those before one that throws too
   */
  public void acceptEach(PoolConfig pool, List<Mail> mails, Sender sender, Consumer<Taken> told) {
    alone(() -> {
      Post post = post(pool);
      List<Mail> plain = new ArrayList<>();
      for (Mail asked : mails) {
        Mail mail = fitting.addressed(post, asked);
        if (needsMoreThanDelivery(post, mail)) {
          delivery.deliverEach(post, plain, sender, told);
          plain.clear();
          told.accept(takenAlone(post, mail, sender));
        } else {
          plain.add(mail);
        }
      }
      delivery.deliverEach(post, plain, sender, told);
      return post;
    });
  }

  private static boolean needsMoreThanDelivery(Post post, Mail mail) {
    return mail.type() == MailType.CANCEL || gate(post, mail).isPresent();
  }

  private Taken takenAlone(Post post, Mail mail, Sender sender) {
    if (mail.type() == MailType.CANCEL) {
      return cancelling.cancel(post, mail, sender);
    }
    Optional<Asked.Kind> gated =
        gate(post, mail).filter(_ -> delivery.before(post, mail).isEmpty());
    return gated.isPresent()
        ? proposed(
            post,
            new Proposal(
                mail.id().value(),
                gated.get(),
                mail.from() + (sender.verified() ? "" : " (unverified)"),
                ProposalTexts.of(mail),
                new Proposal.Wish.Mails(List.of(mail), sender)))
        : delivery.deliver(post, mail, sender);
  }

  /** What of a mail needs a person's word in this pool. */
  private static Optional<Asked.Kind> gate(Post post, Mail mail) {
    return gate(mail).filter(kind -> Approvals.isGated(post.roster().pool().approvalMode(), kind));
  }

  /** What of a mail may need a person's word, whoever claims to have sent it. */
  private static Optional<Asked.Kind> gate(Mail mail) {
    if (mail.type() != MailType.TASK) {
      return Optional.empty();
    }
    if (mail.from().equals(Role.ARCHITECT.word())) {
      return Optional.of(Asked.Kind.DISPATCH);
    }
    return mail.to().equals(Role.ARCHITECT.word()) && mail.from().equals(Role.CONCIERGE.word())
        ? Optional.of(Asked.Kind.PLAN)
        : Optional.empty();
  }

  /** Takes a mail in that needs nobody's word any more, or never did. */
  public Taken deliver(PoolConfig pool, Mail mail, Sender sender) {
    return alone(() -> delivery.deliver(post(pool), mail, sender));
  }

  /**
   * Several mails that wait for one word, if the pool wants one; they are brought in this order.
   */
  public List<Taken> acceptAll(
      PoolConfig pool, String id, String by, String text, List<Mail> asked, Sender sender) {
    return alone(() -> {
      Post post = post(pool);
      List<Mail> mails = asked.stream().map(mail -> fitting.addressed(post, mail)).toList();
      if (Approvals.isGated(post.roster().pool().approvalMode(), Asked.Kind.DISPATCH)) {
        return List.of(
            proposed(
                post,
                new Proposal(
                    id, Asked.Kind.DISPATCH, by, text, new Proposal.Wish.Mails(mails, sender))));
      }
      List<Taken> taken = new ArrayList<>();
      delivery.deliverEach(post, mails, sender, taken::add);
      return taken;
    });
  }

  /** Asks for a person's word, where the pool wants it; empty where it is not needed. */
  public Optional<Taken.Proposed> propose(PoolConfig pool, Proposal proposal) {
    return alone(() -> {
      Post post = post(pool);
      return Approvals.isGated(post.roster().pool().approvalMode(), proposal.kind())
          ? Optional.of(proposed(post, proposal))
          : Optional.empty();
    });
  }

  private Taken.Proposed proposed(Post post, Proposal proposal) {
    return new Taken.Proposed(approvals.propose(post.id(), proposal).id());
  }

  /**
   * What another program did before: it is known from now on, and what depends on it may go on.
   *
   * @param done whether it was done; else it failed or was cancelled
   */
  public void remember(PoolConfig pool, Mail mail, boolean done, String why) {
    alone(() -> {
      Post post = post(pool);
      if (delivery.before(post, mail).isEmpty()) {
        letters.put(
            post.id(),
            Letter.of(
                mail,
                Sender.FILE,
                done ? Letter.State.DONE : Letter.State.DEAD,
                why,
                ledger.now()));
        if (done) {
          delivery.release(post, mail.id().value());
        }
      }
      return why;
    });
  }

  /** The person, or who speaks for them, did what was asked of the concierge. */
  public Letter finish(PoolConfig pool, String mailId, String result) {
    return alone(() -> {
      Post post = post(pool);
      Letter letter =
          letters
              .find(pool.id(), Letters.workKey(mailId))
              .filter(it -> it.state() == Letter.State.UNREAD)
              .orElseThrow(() -> Refused.notFound("mail", mailId));
      Letter done = letter.now(Letter.State.DONE, result, ledger.now());
      letters.put(pool.id(), done);
      concierge
          .question(pool.id(), mailId)
          .ifPresent(question -> ledger.withdraw(question.id(), "it was done"));
      delivery.release(post, mailId);
      return done;
    });
  }

  /** Tries again what is dead, or what failed. */
  public Taken requeue(PoolConfig pool, String mailId) {
    return alone(() -> {
      Post post = post(pool);
      Optional<TaskRecord> task = dependencies.task(pool.id(), mailId);
      if (task.isPresent()) {
        TaskState state = task.get().state();
        if (state != TaskState.FAILED && state != TaskState.CANCELLED) {
          throw new Refused(
              Refused.Kind.CONFLICT,
              "wrong_state",
              mailId + " is no dead letter: its task is " + state.wireName());
        }
        return new Taken.Queued(queue.retry(task.get().id()), false);
      }
      Letter letter =
          letters
              .list(
                  pool.id(),
                  it -> it.state() == Letter.State.DEAD && it.mail().id().value().equals(mailId))
              .stream()
              .findFirst()
              .orElseThrow(() -> Refused.notFound("dead letter", mailId));
      letters.remove(pool.id(), letter.key());
      return delivery.deliver(post, fitting.addressed(post, letter.mail()), letter.sender());
    });
  }

  /** Letters of a pool, oldest first. */
  public List<Letter> letters(PoolId pool) {
    return letters.list(pool, _ -> true);
  }

  /** What waits for a person's word. */
  public List<Question> proposals(PoolId pool) {
    return approvals.in(pool, Question.State.OPEN);
  }

  /** What waits for one to be read, oldest first. */
  public List<Letter> unread(PoolId pool, String name) {
    boolean forPerson = Concierge.isFor(name);
    return letters.list(
        pool,
        letter ->
            letter.state() == Letter.State.UNREAD
                && (letter.mail().to().equals(name)
                    || (forPerson && Concierge.isFor(letter.mail().to()))));
  }

  /** Somebody has read these; what asks for work stays until it is done. */
  public void read(PoolId pool, List<Letter> read) {
    for (Letter letter : read) {
      if (!letter.mail().type().asksForWork()) {
        letters.put(pool, letter.now(Letter.State.READ, letter.why(), ledger.now()));
      }
    }
  }

  /**
   * What an expert is told with its task; it is read once that has ended, and is told again when
   * the attempt did nothing.
   */
  public List<Letter> toBeTold(TaskRecord task, String expert) {
    List<Letter> unread =
        unread(task.pool(), expert).stream()
            .filter(letter -> !letter.mail().type().asksForWork())
            .toList();
    String mark = mark(task);
    unread.forEach(
        letter -> letters.put(task.pool(), letter.now(letter.state(), mark, letter.at())));
    return unread;
  }

  private static String mark(TaskRecord task) {
    return "told to " + task.id() + " " + task.fence();
  }

  /** The session of this task wants a fresh one to go on; how often that was so. */
  public int handOver(TaskRecord task, String notes) {
    return alone(() -> handoffs.signal(task, notes)).count();
  }

  /** With what the attempt of a mail's task is to be settled. */
  public TaskResult ended(Mailed mailed, TaskResult result) {
    TaskResult settled = handoffs.ended(mailed, result);
    boolean wasTold =
        settled.outcome().code() == OutcomeCode.HANDED_OVER
            || settled.outcome().code().then() != OutcomeCode.Then.PUT_BACK;
    String mark = mark(mailed.task());
    if (wasTold) {
      read(
          mailed.task().pool(),
          letters.list(
              mailed.task().pool(),
              letter -> letter.state() == Letter.State.UNREAD && letter.why().equals(mark)));
    }
    return settled;
  }

  /** The newest task of a mail. */
  public Optional<TaskRecord> task(PoolId pool, String mailId) {
    return dependencies.task(pool, mailId);
  }

  /** For whom a mail is that was taken in, also when it named nobody. */
  public String recipient(PoolConfig pool, Mail mail) {
    return fitting.addressed(post(pool), mail).to();
  }

  /** A mail that asks for work and is no task. */
  public Optional<Letter> work(PoolId pool, String mailId) {
    return letters.find(pool, Letters.workKey(mailId));
  }

  /** The task that an expert does now. */
  public Optional<TaskRecord> running(PoolId pool, String expert) {
    return delivery.running(pool, expert);
  }

  /** Contracts changed: what waited for one may go on. */
  public void contractsChanged(PoolConfig pool) {
    alone(() -> {
      delivery.releaseAll(post(pool));
      return pool;
    });
  }

  /** A person said no to it: whoever waits for it is told. */
  void deadFrom(PoolConfig pool, Mail mail, String why) {
    alone(() -> delivery.bury(post(pool), mail, Sender.PERSON, why));
  }

  /** Its task came to nothing. */
  void failed(PoolConfig pool, Mail mail, String why) {
    alone(() -> {
      Post post = post(pool);
      delivery.tell(post, mail, why);
      delivery.died(post, mail.id().value());
      if (FirstKnowledge.isOne(mail)) {
        delivery.releaseAll(post);
      }
      return why;
    });
  }

  /** What the person was to do after it can be put before them now. */
  void completed(PoolConfig pool, Mail mail) {
    alone(() -> {
      Post post = post(pool);
      if (FirstKnowledge.isOne(mail)) {
        delivery.releaseAll(post);
      } else {
        delivery.release(post, mail.id().value());
      }
      return mail;
    });
  }

  Approvals approvals() {
    return approvals;
  }

  Concierge concierge() {
    return concierge;
  }

  /** What the post office does it does for nobody's task. */
  static <T> T alone(Acting.Work<T> work) {
    try {
      return Acting.as(Caller.PERSON, work);
    } catch (RuntimeException refused) {
      throw refused;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
