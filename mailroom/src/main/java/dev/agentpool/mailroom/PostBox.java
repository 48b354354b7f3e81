package dev.agentpool.mailroom;

import dev.agentpool.mail.Mail;
import dev.agentpool.watch.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the mail of one post office in: each file once, whatever ends the daemon and when.
 *
 * <p>A file gets a name of this one's own, is read, brought to the ledger, and only then removed. A
 * mail that was brought and not removed is brought again, and is the same mail. What is no mail
 * goes to the dead letters with the reason; what cannot be read or brought now stays and is tried
 * again. Mail for one recipient is brought in the order it came.
 */
final class PostBox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostBox.class);
  private static final int AT_ONCE = 32;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final String ROUTING = ".routing-";

  private final Path folder;
  private final Intake intake;
  private final Clock clock;
  private final Step.Listener steps;
  private final DeadLetters graves;
  private final Claims claims;
  private final Predicate<Path> leaves;
  private final Lanes<Claimed> mails = new Lanes<>(AT_ONCE, this::bring);
  private final Lanes<Refused> dead = new Lanes<>(1, this::bury);
  private final BlockingQueue<Path> found = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread opener;

  /** A file that was read. */
  private interface Known {
    Claims.Claim claim();
  }

  private record Claimed(Claims.Claim claim, Mail mail) implements Known {}

  private record Refused(Claims.Claim claim, String why) implements Known {}

  private PostBox(
      Path folder,
      Path deadLetters,
      Predicate<Path> leaves,
      Intake intake,
      Clock clock,
      Step.Listener steps,
      Claims claims) {
    this.folder = folder;
    this.leaves = leaves;
    this.intake = intake;
    this.clock = clock;
    this.steps = steps;
    this.graves = new DeadLetters(deadLetters);
    this.claims = claims;
    this.opener = Thread.ofVirtual().name("post-box").unstarted(this::open);
  }

  /**
   * The post office itself: goes on where the last daemon ended, then takes in what it is told of.
   *
   * @param folder the post office, which is there
   * @param taking where files lie while they are taken in, on the same disk
   */
  public static PostBox open(
      Path folder, Path taking, Path deadLetters, Intake intake, Clock clock, Step.Listener steps)
      throws IOException {
    return open(folder, taking, deadLetters, PostBox::isHalfRouted, intake, clock, steps);
  }

  /**
   * @param leaves says of a file that it stays where it is
   */
  static PostBox open(
      Path folder,
      Path taking,
      Path deadLetters,
      Predicate<Path> leaves,
      Intake intake,
      Clock clock,
      Step.Listener steps)
      throws IOException {
    Claims claims = Claims.in(taking);
    PostBox box = new PostBox(folder, deadLetters, leaves, intake, clock, steps, claims);
    box.resume();
    box.opener.start();
    return box;
  }

  /** Takes up what was claimed and is in nobody's hand. */
  void resume() throws IOException {
    for (Claims.Claim left : claims.left()) {
      read(left, FIRST_PAUSE);
    }
  }

  /** What it wants to hear of its folder. */
  public Wanted wanted(Path within) {
    return new Wanted(folder, within, PostBox::mayBeMail, false, found::addAll);
  }

  /** Looks at this again, whatever was seen of it. */
  void again(List<Path> files) {
    found.addAll(files);
  }

  private static boolean mayBeMail(String name) {
    return name.endsWith(".md") && !name.startsWith(".atomic-");
  }

  private void open() {
    try {
      while (true) {
        Path file = found.take();
        if (closed.getCount() == 0) {
          return;
        }
        take(file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Path file) {
    try {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || leaves.test(file)) {
        return;
      }
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isReadable(file)) {
        LOG.warn("{} may not be read: it stays where it is until its rights change", file);
        return;
      }
      Claims.Claim claim = claims.claim(file);
      steps.after(Step.CLAIMED);
      read(claim, FIRST_PAUSE);
    } catch (NoSuchFileException gone) {
      LOG.debug("{} went before it was taken", file);
    } catch (IOException e) {
      LOG.warn("{} cannot be taken in, and stays: {}", file, e.toString());
    }
  }

  /** The old program copied into folders under such names; a mail whose id is its name is one. */
  static boolean isHalfRouted(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(ROUTING)
        && !(MailBytes.read(file) instanceof MailBytes.Read.Whole(Mail mail)
            && mail.id().fileName().equals(name));
  }

  private void read(Claims.Claim claim, Duration pause) {
    switch (MailBytes.read(claim.file())) {
      case MailBytes.Read.Whole(Mail mail) -> {
        steps.after(Step.READ);
        mails.add(mail.to(), new Claimed(claim, mail));
      }
      case MailBytes.Read.NoMail(String why) -> dead.add("", new Refused(claim, why));
      case MailBytes.Read.NotNow(String why) -> {
        LOG.warn("{} cannot be read now: {}", claim.name(), why);
        Thread.ofVirtual()
            .name("mail-again")
            .start(() -> {
              if (!closedWithin(pause)) {
                read(claim, longer(pause));
              }
            });
      }
      case MailBytes.Read.Gone() -> {
        claims.done(claim);
        LOG.warn("{} went while it was taken in", claim.name());
      }
    }
  }

  private void bring(List<Claimed> mails) {
    Deque<Claimed> left = new ArrayDeque<>(mails);
    patiently(
        left,
        () -> {
          List<Intake.Verdict> verdicts = intake.accept(left.stream().map(Claimed::mail).toList());
          steps.after(Step.ACCEPTED);
          for (Intake.Verdict verdict : verdicts) {
            put(left.getFirst().claim(), verdict);
            left.removeFirst();
          }
        });
  }

  private void put(Claims.Claim claim, Intake.Verdict verdict) throws IOException {
    switch (verdict) {
      case Intake.Verdict.Taken() -> {
        Files.deleteIfExists(claim.file());
        claims.done(claim);
        steps.after(Step.REMOVED);
      }
      case Intake.Verdict.Refused(String why) -> bury(claim, why);
    }
  }

  private void bury(List<Refused> refused) {
    Deque<Refused> left = new ArrayDeque<>(refused);
    patiently(
        left,
        () -> {
          bury(left.getFirst().claim(), left.getFirst().why());
          left.removeFirst();
        });
  }

  private void bury(Claims.Claim claim, String why) throws IOException {
    Path grave = graves.bury(claim.file(), claim.name(), why, clock.instant(), steps);
    claims.done(claim);
    LOG.warn("{} is a dead letter, {}: {}", claim.name(), grave, why);
  }

  /** What is done with files, which may fail for now; each time it leaves fewer of them. */
  private interface Work {
    void run() throws IOException;
  }

  private void patiently(Deque<? extends Known> left, Work work) {
    Duration pause = FIRST_PAUSE;
    while (!left.isEmpty() && closed.getCount() > 0) {
      int before = left.size();
      try {
        work.run();
      } catch (IOException | RuntimeException e) {
        pause = left.size() < before ? FIRST_PAUSE : pause;
        LOG.warn(
            "{} is tried again in {} ms, and what came after it for the same: {}",
            left.getFirst().claim().name(),
            pause.toMillis(),
            e.toString());
        if (closedWithin(pause)) {
          return;
        }
        pause = longer(pause);
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private boolean closedWithin(Duration pause) {
    try {
      return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** What is not taken in yet stays for the next daemon. */
  @Override
  public void close() {
    closed.countDown();
    found.add(folder);
  }
}
