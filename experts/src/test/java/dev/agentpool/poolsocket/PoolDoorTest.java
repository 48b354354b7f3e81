package dev.agentpool.poolsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolDoorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00Z");
  @TempDir Path folder;
  private final Desk desk = new Desk();
  private PoolDoor door;

  /** A pool that stands still, until somebody makes something happen. */
  private static final class Desk implements DoorDesk {
    final AtomicInteger stops = new AtomicInteger();
    final List<Consumer<PoolEvent>> hearers = new CopyOnWriteArrayList<>();

    @Override
    public void admit(SocketChannel channel, String method) {}

    @Override
    public PoolStatus status() {
      return new PoolStatus(
          "shop",
          "running",
          "1m5s",
          List.of("api", "auth"),
          Map.of("active", 1),
          List.of(new PoolStatus.Active("t-1", "auth", "12s")));
    }

    @Override
    public void stop() {
      stops.incrementAndGet();
    }

    @Override
    public AutoCloseable subscribe(Consumer<PoolEvent> hears) {
      hearers.add(hears);
      return () -> hearers.remove(hears);
    }

    @Override
    public Talk mcp(SocketChannel channel, Speaker as) throws DoorRefused {
      if (!as.name().equals("concierge")) {
        throw new DoorRefused("you are not " + as.name());
      }
      return line -> line.equals("quiet") ? Optional.empty() : Optional.of("re: " + line);
    }
  }

  @BeforeEach
  void open() throws IOException {
    door = PoolDoor.open(folder.resolve("daemon.sock"), desk);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private String raw(String sent) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(door.path()));
      ByteBuffer bytes = ByteBuffer.wrap(sent.getBytes(StandardCharsets.UTF_8));
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException closedAlready) {
        // it answered before all was said
      }
      channel.shutdownOutput();
      return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aPoolSaysHowItStandsAsItAlwaysDid() throws IOException {
    assertThat(raw("{\"method\":\"status\"}\n"))
        .isEqualTo(
            "{\"status\":\"ok\",\"data\":{\"pool\":\"shop\",\"state\":\"running\",\"uptime\":\"1m5s\","
                + "\"experts\":[\"api\",\"auth\"],\"task_counts\":{\"active\":1},\"active_tasks\":[{\"id\":\"t-1\",\"expert\":\"auth\",\"started\":\"12s\"}]}}\n");
    try (PoolLine line = PoolLine.connect(door.path())) {
      assertThat(line.status()).isEqualTo(desk.status());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"method\":\"dance\"}|{\"status\":\"error\",\"message\":\"unknown method: dance\"}",
        "{\"method\":7}|{\"status\":\"error\",\"message\":\"unknown method: \"}",
        "{}|{\"status\":\"error\",\"message\":\"unknown method: \"}",
      })
  void whatItDoesNotKnowItSays(String asked, String answer) throws IOException {
    assertThat(raw(asked + "\n")).isEqualTo(answer + "\n");
  }

  @ParameterizedTest
  @CsvSource({"hello", "[]", "'{'", "''"})
  void whatIsNoRequestIsSaidToBeNone(String asked) throws IOException {
    assertThat(raw(asked + "\n"))
        .startsWith("{\"status\":\"error\",\"message\":\"invalid request: ");
  }

  @Test
  void aLineWithoutEndIsNotReadForEver() throws IOException {
    assertThat(raw("{\"method\":\"" + "x".repeat(200_000)))
        .contains("invalid request: a line is longer than 65536 bytes");
  }

  @Test
  void whoSaysNothingIsLetGo() throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(door.path()));
      assertThat(Channels.newInputStream(channel).read()).isEqualTo(-1);
    }
  }

  @Test
  void whoSubscribesIsToldAllThatHappensUntilTheyGo() throws Exception {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    PoolLine line = PoolLine.connect(door.path());
    Thread watching =
        Thread.ofVirtual()
            .start(() -> {
              try {
                line.subscribe(
                    () -> told.add("begun"), event -> told.add(event.type() + event.data()));
              } catch (IOException closed) {
                told.add("closed");
              }
            });
    await().atMost(PATIENCE).until(() -> desk.hearers.size() == 1 && told.contains("begun"));
    desk.hearers.forEach(
        hearer -> hearer.accept(new PoolEvent(PoolEvent.ROUTED, NOW, Map.of("id", "t-1"))));
    await().atMost(PATIENCE).until(() -> told.contains("task.routed{id=t-1}"));
    line.close();
    await().atMost(PATIENCE).until(desk.hearers::isEmpty);
    assertThat(watching.join(PATIENCE)).isTrue();
  }

  @Test
  void whoIsTooSlowHoldsNobodyUpAndIsToldWhatWasMissed() throws Exception {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch reading = new CountDownLatch(1);
    try (Subscriber slow =
        new Subscriber(
            line -> {
              try {
                reading.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              told.add(line);
            },
            () -> told.add("end"))) {
      for (int n = 0; n < Subscriber.ROOM + 50; n++) {
        slow.hear(new PoolEvent(PoolEvent.ROUTED, NOW, Map.of("n", n)));
      }
      reading.countDown();
      await().atMost(PATIENCE).until(() -> told.size() >= Subscriber.ROOM);
      slow.hear(new PoolEvent(PoolEvent.ROUTED, NOW, Map.of("n", -1)));
      await().atMost(PATIENCE).until(() -> told.getLast().contains("-1"));
      assertThat(told.get(told.size() - 2))
          .contains("events.missed")
          .containsPattern("\"count\":(49|50)");
    }
    await().atMost(PATIENCE).until(() -> told.contains("end"));
  }

  @Test
  void aStopIsAnsweredBeforeTheDoorCloses() throws IOException {
    assertThat(raw("{\"method\":\"stop\"}\n"))
        .isEqualTo("{\"status\":\"ok\",\"data\":{\"message\":\"shutting down\"}}\n");
    await().atMost(PATIENCE).until(() -> !door.isOpen());
    assertThat(desk.stops).hasValue(1);
    assertThat(door.path()).doesNotExist();
    assertThatThrownBy(() -> PoolLine.connect(door.path())).isInstanceOf(IOException.class);
  }

  @Test
  void aRoleIsSpokenForByMcpAndAllAnswersComeBeforeTheEnd() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String said = "one\nquiet\ntwo\n\nthree\n";
    try (PoolLine line = PoolLine.connect(door.path())) {
      line.mcp("concierge", "");
      lasting(out).carry(line, new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyInAnyOrder("re: one", "re: two", "re: three");
    try (PoolLine line = PoolLine.connect(door.path())) {
      assertThatThrownBy(() -> line.mcp("architect", "")).hasMessage("you are not architect");
    }
  }

  private LastingMcp lasting(OutputStream out) {
    return new LastingMcp(
        door.path(),
        () -> PoolLine.connect(door.path()).mcp("concierge", ""),
        PATIENCE,
        System::nanoTime,
        out);
  }

  @Test
  void aSocketThatIsServedIsNotTakenAndWhatIsNoSocketIsNotRemoved() throws IOException {
    assertThatThrownBy(() -> PoolDoor.open(door.path(), desk))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another daemon serves");
    assertThat(raw("{\"method\":\"status\"}\n")).contains("shop");
    Path file = Files.writeString(folder.resolve("file.sock"), "mine");
    assertThatThrownBy(() -> PoolDoor.open(file, desk)).hasMessageContaining("is no socket");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aSocketThatNobodyServesAnyMoreIsReplacedAndItIsForThisUserOnly() throws IOException {
    Path path = folder.resolve("left.sock");
    try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(path));
    }
    try (PoolDoor again = PoolDoor.open(path, desk)) {
      assertThat(again.isOpen()).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
    assertThat(path).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "84,b,'',/tmp/ap-ee630194.sock",
    "95,a,'',/tmp/ap-550fcc55.sock",
    "90,c,-140,/tmp/ap-f695770.sock",
  })
  void aPoolThatLiesTooDeepHasItsSocketAmongTemporaryFiles(
      int times, String letter, String rest, String socket) {
    Path pool = Path.of("/tmp/" + letter.repeat(times) + rest);
    assertThat(SocketPlace.of(pool, Path.of("/tmp"))).hasToString(socket);
  }

  @Test
  void aHundredBytesAreNotTooMany() {
    Path pool = Path.of("/tmp/" + "b".repeat(83));
    assertThat(SocketPlace.of(pool, Path.of("/tmp"))).isEqualTo(pool.resolve("daemon.sock"));
    assertThat(pool.resolve("daemon.sock").toString()).hasSize(100);
  }

  @Test
  void anEventIsReadAsItWasWritten() {
    PoolEvent event =
        new PoolEvent(
            PoolEvent.COMPLETED,
            NOW,
            Map.of("expert", "auth", "exit_code", 0, "names", List.of("a")));
    assertThat(PoolEvent.parse(event.line())).contains(event);
    assertThat(event.line())
        .startsWith(
            "{\"type\":\"expert.completed\",\"timestamp\":\"2026-04-01T14:32:00Z\",\"data\":{");
    assertThat(PoolEvent.parse("no event")).isEmpty();
    assertThat(PoolEvent.parse("{}")).isEmpty();
  }
}
