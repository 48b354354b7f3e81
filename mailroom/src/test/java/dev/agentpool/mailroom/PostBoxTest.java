package dev.agentpool.mailroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailFile;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailText;
import dev.agentpool.mail.MailType;
import dev.agentpool.watch.FolderWatch;
import dev.agentpool.watch.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostBoxTest {
  private static final Duration ROOM = Duration.ofSeconds(60);
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00Z");
  private static final Intake.Verdict TAKEN = new Intake.Verdict.Taken();

  @TempDir Path pool;
  private Path post;
  private final ConcurrentLinkedQueue<Mail> accepted = new ConcurrentLinkedQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  /** Ends a box as a kill ends a daemon: nothing more is done, nothing is cleaned up. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void makeFolders() throws IOException {
    post = Files.createDirectory(pool.resolve("postoffice"));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  void aMailIsTakenInAndItsFileGoes() throws Exception {
    serve(each(this::accept), Step.Listener.NONE);
    MailFile.post(post, mail("t-1", "auth"), NOW);

    await().atMost(ROOM).until(() -> ids().equals(List.of("t-1")));
    await().atMost(ROOM).until(() -> files(post).isEmpty());
  }

  @Test
  void whatLayThereBeforeIsTakenInToo() throws Exception {
    MailFile.post(post, mail("t-1", "auth"), NOW);
    serve(each(this::accept), Step.Listener.NONE);

    await().atMost(ROOM).until(() -> ids().equals(List.of("t-1")));
  }

  @Test
  void aByteOrderMarkAndCarriageReturnsAreNoReasonToRefuse() throws Exception {
    serve(each(this::accept), Step.Listener.NONE);
    String text = "\uFEFF" + MailText.compose(mail("t-1", "auth"), NOW).replace("\n", "\r\n");
    Files.writeString(post.resolve("any name.md"), text);

    await().atMost(ROOM).until(() -> ids().equals(List.of("t-1")));
  }

  @Test
  void mailForOneComesInTheOrderInWhichItWasDropped() throws Exception {
    serve(each(this::accept), Step.Listener.NONE);
    List<String> dropped = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      MailFile.post(post, mail("t-" + i, "auth"), NOW);
      dropped.add("t-" + i);
    }

    await().atMost(ROOM).untilAsserted(() -> assertThat(ids()).isEqualTo(dropped));
  }

  @Test
  void whatIsNoMailLiesAmongTheDeadLettersWithTheReason() throws Exception {
    serve(each(this::accept), Step.Listener.NONE);
    Files.writeString(post.resolve("broken.md"), "no header");

    Path dead = post.resolve("dead");
    await().atMost(ROOM).until(() -> Files.exists(dead.resolve("broken.md")));
    assertThat(dead.resolve("broken.md")).hasContent("no header");
    assertThat(Files.readString(dead.resolve("broken.md.reason.txt")))
        .contains("splitting frontmatter: content does not start with --- delimiter");
  }

  @Test
  void twoDeadLettersOfOneNameAreBothKept() throws Exception {
    serve(each(this::accept), Step.Listener.NONE);
    Path dead = post.resolve("dead");
    Files.writeString(post.resolve("broken.md"), "one");
    await().atMost(ROOM).until(() -> Files.exists(dead.resolve("broken.md")));
    Files.writeString(post.resolve("broken.md"), "two");

    await().atMost(ROOM).until(() -> Files.exists(dead.resolve("broken-2.md")));
    assertThat(dead.resolve("broken.md")).hasContent("one");
    assertThat(dead.resolve("broken-2.md")).hasContent("two");
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    serve(each(this::accept), Step.Listener.NONE);
    Path outside = Files.writeString(pool.resolve("outside.md"), text("secret", "auth"));
    Files.createSymbolicLink(post.resolve("link.md"), outside);

    await().atMost(ROOM).until(() -> Files.isSymbolicLink(post.resolve("dead/link.md")));
    assertThat(Files.readString(post.resolve("dead/link.md.reason.txt")))
        .contains("links are not followed");
    assertThat(accepted).isEmpty();
    assertThat(outside).exists();
  }

  @Test
  void whatIsRefusedIsADeadLetterToo() throws Exception {
    serve(each(_ -> new Intake.Verdict.Refused("there is no such expert")), Step.Listener.NONE);
    MailFile.post(post, mail("t-1", "nobody"), NOW);

    await().atMost(ROOM).until(() -> Files.exists(post.resolve("dead/t-1.md")));
    assertThat(Files.readString(post.resolve("dead/t-1.md.reason.txt")))
        .contains("there is no such expert");
  }

  @Test
  void whatCannotBeTakenNowIsTriedAgain() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    serve(
        each(mail -> {
          if (tries.incrementAndGet() < 3) {
            throw new IllegalStateException("the disk is full");
          }
          return accept(mail);
        }),
        Step.Listener.NONE);
    MailFile.post(post, mail("t-1", "auth"), NOW);

    await().atMost(ROOM).until(() -> ids().equals(List.of("t-1")));
    assertThat(tries).hasValue(3);
  }

  @Test
  void whatQueuedUpMeanwhileIsBroughtTogetherAndWhatIsNotAnsweredForIsBroughtAgain()
      throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    List<List<String>> brought = new CopyOnWriteArrayList<>();
    serve(
        mails -> {
          brought.add(mails.stream().map(mail -> mail.id().value()).toList());
          if (brought.size() == 1) {
            awaitUninterruptibly(held);
          }
          return mails.stream().limit(7).map(this::accept).toList();
        },
        Step.Listener.NONE);
    List<String> dropped = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      post(mail("t-" + i, "auth"));
      dropped.add("t-" + i);
    }
    await().atMost(ROOM).until(() -> files(pool.resolve(".mailroom/post")).size() == 20);
    await().atMost(ROOM).until(() -> !brought.isEmpty());
    held.countDown();

    await().atMost(ROOM).until(() -> files(pool).isEmpty());
    assertThat(ids()).isEqualTo(dropped);
    assertThat(brought).hasSizeLessThan(20);
  }

  @Test
  void oneOfManyThatIsRefusedIsADeadLetterAndTheOthersAreTaken() throws Exception {
    serve(
        each(mail ->
            mail.id().value().equals("t-3") ? new Intake.Verdict.Refused("no") : accept(mail)),
        Step.Listener.NONE);
    for (int i = 0; i < 6; i++) {
      post(mail("t-" + i, "auth"));
    }

    await().atMost(ROOM).until(() -> files(post).isEmpty() && accepted.size() == 5);
    assertThat(ids()).containsExactly("t-0", "t-1", "t-2", "t-4", "t-5");
    await().atMost(ROOM).until(() -> Files.exists(post.resolve("dead/t-3.md")));
    assertThat(files(post.resolve("dead")))
        .containsExactlyInAnyOrder("t-3.md", "t-3.md.reason.txt");
  }

  @Test
  void aMailThatReplacesOneWhichIsBeingTakenInIsNotLost() throws Exception {
    serve(
        each(mail -> {
          if (mail.body().equals("first")) {
            post(mail("t-1", "auth", "second"));
          }
          return accept(mail);
        }),
        Step.Listener.NONE);
    post(mail("t-1", "auth", "first"));

    await().atMost(ROOM).until(() -> accepted.size() == 2);
    assertThat(accepted).extracting(Mail::body).containsExactly("first", "second");
  }

  @Test
  void aHalfRoutedCopyOfTheOldProgramIsLeftAloneAndAMailOfSuchANameIsNot() throws Exception {
    serve(each(this::accept), Step.Listener.NONE);
    Files.writeString(post.resolve(".routing-123.md"), text("t-1", "auth"));
    MailFile.post(post, mail(".routing-x", "auth"), NOW);
    MailFile.post(post, mail("t-2", "auth"), NOW);

    await().atMost(ROOM).until(() -> accepted.size() == 2);
    assertThat(ids()).containsExactlyInAnyOrder(".routing-x", "t-2");
    assertThat(post.resolve(".routing-123.md")).exists();
  }

  @Test
  void aLargeMailIsTakenWhole() throws Exception {
    serve(each(this::accept), Step.Listener.NONE);
    String body = "x".repeat(10_000_000);
    byte[] bytes =
        MailText.compose(mail("t-1", "auth", body), NOW).getBytes(StandardCharsets.UTF_8);
    try (var out = Files.newOutputStream(post.resolve("t-1.md"))) {
      out.write(bytes, 0, 5_000_000);
      out.flush();
      MailFile.post(post, mail("t-2", "other"), NOW);
      await().atMost(ROOM).until(() -> ids().contains("t-2"));
      out.write(bytes, 5_000_000, bytes.length - 5_000_000);
    }

    await().atMost(ROOM).until(() -> ids().contains("t-1"));
    assertThat(accepted)
        .filteredOn(mail -> mail.id().value().equals("t-1"))
        .singleElement()
        .extracting(Mail::body)
        .isEqualTo(body);
    assertThat(post.resolve("dead")).doesNotExist();
  }

  /** Whoever accepts knows a mail again, so what counts is that none is lost and no file stays. */
  @ParameterizedTest
  @EnumSource(names = {"CLAIMED", "READ", "ACCEPTED", "REMOVED"})
  void aDaemonThatIsKilledWhileItTakesAMailInChangesNothing(Step last) throws Exception {
    post(mail("t-1", "auth", "body"));
    killedAfter(last);

    serve(each(this::accept), Step.Listener.NONE);
    await().atMost(ROOM).until(() -> !accepted.isEmpty() && files(post).isEmpty());
    assertThat(accepted).extracting(Mail::body).containsOnly("body");
    assertThat(accepted).hasSize(last == Step.ACCEPTED ? 2 : 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CLAIMED", "REASON_WRITTEN", "BURIED"})
  void aDaemonThatIsKilledWhileItBuriesALetterBuriesItOnce(Step last) throws Exception {
    Files.writeString(post.resolve("broken.md"), "no header");
    killedAfter(last);

    serve(each(this::accept), Step.Listener.NONE);
    Path dead = post.resolve("dead");
    await().atMost(ROOM).until(() -> Files.exists(dead.resolve("broken.md")));
    assertThat(files(post)).isEmpty();
    assertThat(files(dead)).containsExactlyInAnyOrder("broken.md", "broken.md.reason.txt");
  }

  private void killedAfter(Step last) throws Exception {
    CountDownLatch killed = new CountDownLatch(1);
    try (FolderWatch watch = new FolderWatch(Patience.USUAL, Clock.systemUTC(), _ -> {}).started();
        PostBox box =
            PostBox.open(
                post,
                pool.resolve(".mailroom/post"),
                post.resolve("dead"),
                each(this::accept),
                Clock.systemUTC(),
                step -> {
                  if (step == last) {
                    killed.countDown();
                    throw new Killed();
                  }
                })) {
      watch.watch(box.wanted(pool));
      assertThat(killed.await(ROOM.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Intake each(Function<Mail, Intake.Verdict> accept) {
    return mails -> mails.stream().map(accept).toList();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Intake.Verdict accept(Mail mail) {
    accepted.add(mail);
    return TAKEN;
  }

  private void serve(Intake intake, Step.Listener steps) throws IOException {
    FolderWatch watch = new FolderWatch(Patience.USUAL, Clock.systemUTC(), _ -> {}).started();
    PostBox box =
        PostBox.open(
            post,
            pool.resolve(".mailroom/post"),
            post.resolve("dead"),
            intake,
            Clock.systemUTC(),
            steps);
    open.add(box);
    watch.watch(box.wanted(pool));
    open.add(watch);
  }

  private List<String> ids() {
    return accepted.stream().map(mail -> mail.id().value()).toList();
  }

  private void post(Mail mail) {
    try {
      MailFile.post(post, mail, NOW);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Mail mail(String id, String to) {
    return mail(id, to, "Do it.");
  }

  private static Mail mail(String id, String to, String body) {
    return Mail.of(new MailId(id), "architect", to, MailType.TASK, body);
  }

  private static String text(String id, String to) {
    return MailText.compose(mail(id, to), NOW);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(folder.resolve("dead")) || folder.endsWith("dead"))
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }
}
