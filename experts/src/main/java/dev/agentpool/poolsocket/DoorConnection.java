package dev.agentpool.poolsocket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One who came to a pool's door: asks one thing, hears the answer, and goes. */
final class DoorConnection {
  private static final int MOST_OF_A_REQUEST = 64 << 10;
  private static final int MOST_OF_A_MESSAGE = 32 << 20;
  private static final int REQUEST_SECONDS = 5;
  private final SocketChannel channel;
  private final DoorDesk desk;
  private final ScheduledExecutorService clock;
  private final Runnable stopped;
  private final LineReader in;
  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();

  DoorConnection(
      SocketChannel channel, DoorDesk desk, ScheduledExecutorService clock, Runnable stopped) {
    this.channel = channel;
    this.desk = desk;
    this.clock = clock;
    this.stopped = stopped;
    this.in = new LineReader(Channels.newInputStream(channel));
    this.out = Channels.newOutputStream(channel);
  }

  void run() {
    try (channel) {
      heard();
    } catch (IOException | RejectedExecutionException gone) {
      return; // with whoever asked, or with the door
    }
  }

  private void heard() throws IOException {
    try {
      String line = asked();
      if (line != null) {
        answer(Reply.read(line));
      }
    } catch (LineReader.TooLong e) {
      told(Reply.error("invalid request: " + e.getMessage()));
      linger();
    } catch (DoorDesk.DoorRefused refused) {
      told(Reply.error(String.valueOf(refused.getMessage())));
    }
  }

  /** Who still speaks would not hear the answer if the line were cut now. */
  private void linger() throws IOException {
    channel.shutdownOutput();
    ScheduledFuture<?> late = clock.schedule(this::end, REQUEST_SECONDS, TimeUnit.SECONDS);
    try {
      in.skipAll();
    } finally {
      late.cancel(false);
    }
  }

  /** What they ask; whoever says nothing for long goes unheard. */
  private @Nullable String asked() throws IOException {
    ScheduledFuture<?> late = clock.schedule(this::end, REQUEST_SECONDS, TimeUnit.SECONDS);
    try {
      return in.next(MOST_OF_A_REQUEST);
    } finally {
      late.cancel(false);
    }
  }

  private void answer(JsonNode request) throws IOException, DoorDesk.DoorRefused {
    String method = Reply.text(request, "method");
    if (!method.equals("mcp")) {
      desk.admit(channel, method);
    }
    switch (method) {
      case "status" -> told(Reply.ok(desk.status().json()));
      case "stop" -> {
        told(Reply.said("shutting down"));
        channel.shutdownOutput();
        desk.stop();
        stopped.run();
      }
      case "subscribe" -> subscribe();
      case "mcp" -> talk(request);
      default -> told(Reply.error("unknown method: " + method));
    }
  }

  private void subscribe() throws IOException {
    try (Subscriber subscriber = new Subscriber(this::told, this::end)) {
      told(Reply.said("subscribed"));
      try (AutoCloseable heard = desk.subscribe(subscriber::hear)) {
        while (in.next(MOST_OF_A_REQUEST) != null) {
          continue; // they have nothing more to say, until they go
        }
      } catch (IOException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }

  /** Messages are answered side by side; whoever has said all is told all before the end. */
  private void talk(JsonNode request) throws IOException, DoorDesk.DoorRefused {
    DoorDesk.Speaker as =
        new DoorDesk.Speaker(Reply.text(request, "as"), Reply.text(request, "token"));
    DoorDesk.Talk talk = desk.mcp(channel, as);
    told(Reply.said("speaking mcp"));
    Phaser unanswered = new Phaser(1);
    for (String line = in.next(MOST_OF_A_MESSAGE);
        line != null;
        line = in.next(MOST_OF_A_MESSAGE)) {
      String message = line;
      if (!message.isBlank()) {
        unanswered.register();
        Thread.ofVirtual()
            .name("pool-door-mcp")
            .start(() -> {
              try {
                talk.answer(message).ifPresent(this::told);
              } finally {
                unanswered.arriveAndDeregister();
              }
            });
      }
    }
    unanswered.arriveAndAwaitAdvance();
  }

  private void told(String line) {
    writing.lock();
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException gone) {
      end();
    } finally {
      writing.unlock();
    }
  }

  void end() {
    try {
      channel.close();
    } catch (IOException e) {
      return; // it is gone
    }
  }
}
