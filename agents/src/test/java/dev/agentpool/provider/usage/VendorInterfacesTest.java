package dev.agentpool.provider.usage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.agentpool.process.HostSettings;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.cli.ProbeProcess;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Settings;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** GitHub's and Devin's own interfaces, played on this machine. */
@Timeout(240)
class VendorInterfacesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  @TempDir Path temp;
  private final ProcessHost host = new ProcessHost(HostSettings.defaults());
  private final List<Headers> asked = new CopyOnWriteArrayList<>();
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;
  private byte[] answer = {};

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestHeaders());
          bodies.add(exchange.getRequestBody().readAllBytes());
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:9/elsewhere");
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    host.close();
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private SessionSpec spec(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PATH", "/nowhere");
    environment.put("HOME", temp.toString());
    return new SessionSpec(Settings.EMPTY, temp, environment, false, null, null, ToolDesk.NONE);
  }

  private Usage copilot(Map<String, String> variables) throws InterruptedException {
    return new CopilotUsage(new ProbeProcess(host, temp.resolve("probes")), Map.of(), address())
        .read(spec(variables), NOW);
  }

  @Test
  void gitHubIsAskedWithTheFirstTokenAndTellsTheMonth() throws Exception {
    answer =
        ("{\"copilot_plan\":\"pro\",\"quota_reset_date\":\"2026-12-01\",\"quota_snapshots\":{"
                + "\"premium_interactions\":{\"percent_remaining\":12.5,\"remaining\":37,"
                + "\"entitlement\":300},\"chat\":{\"percent_remaining\":0,\"remaining\":0,"
                + "\"entitlement\":0}}}")
            .getBytes(UTF_8);
    Usage usage = copilot(Map.of("GITHUB_TOKEN", "second", "AGENTPOOL_COPILOT_TOKEN", "first"));
    assertThat(asked.getFirst().getFirst("Authorization")).isEqualTo("token first");
    assertThat(asked.getFirst().getFirst("X-Github-Api-Version")).isEqualTo("2025-04-01");
    assertThat(usage.windows())
        .extracting(Window::name, Window::remainingPercent, Window::remainingUnits, Window::resetAt)
        .containsExactly(
            tuple("premium_interactions", 12.5, 37.0, Instant.parse("2026-12-01T00:00:00Z")));
    assertThat(usage.status()).isEqualTo(UsageStatus.NEAR_LIMIT);
    assertThat(usage.raw())
        .containsEntry("token_source", "AGENTPOOL_COPILOT_TOKEN")
        .containsEntry("plan", "pro");
    assertThat(usage.toString()).doesNotContain("first");
  }

  @Test
  void theFreePlansFormIsReadToo() throws Exception {
    answer =
        ("{\"monthly_quotas\":{\"completions\":4000,\"chat\":500},\"limited_user_quotas\":{"
                + "\"completions\":1000,\"chat\":0},\"limited_user_reset_date\":\"2026-12-09\"}")
            .getBytes(UTF_8);
    Usage usage = copilot(Map.of("GH_TOKEN", "x"));
    assertThat(usage.windows())
        .extracting(Window::name, Window::remainingPercent)
        .containsExactly(tuple("premium_interactions", 25.0), tuple("chat", 0.0));
    assertThat(usage.status()).isEqualTo(UsageStatus.LIMIT_REACHED);
  }

  @Test
  void withoutALogInNobodyIsAsked() throws Exception {
    assertThat(copilot(Map.of()).status()).isEqualTo(UsageStatus.UNAUTHENTICATED);
    assertThat(devin().status()).isEqualTo(UsageStatus.UNAUTHENTICATED);
    assertThat(asked).isEmpty();
  }

  @Test
  void aRefusalAnErrorARedirectAndNonsenseAreUnknown() throws Exception {
    for (int code : new int[] {302, 401, 500}) {
      status = code;
      answer = "no ".repeat(1_000).getBytes(UTF_8);
      Usage usage = copilot(Map.of("GH_TOKEN", "tok"));
      assertThat(usage.status()).isEqualTo(UsageStatus.UNKNOWN);
      assertThat(usage.warnings())
          .singleElement()
          .asString()
          .contains("" + code)
          .hasSizeLessThan(601);
    }
    status = 200;
    for (String nonsense : List.of("", "<html>", "[]", "{\"quota_snapshots\":7}")) {
      answer = nonsense.getBytes(UTF_8);
      assertThat(copilot(Map.of("GH_TOKEN", "tok")).status()).isEqualTo(UsageStatus.UNKNOWN);
    }
    answer = new byte[400_000];
    assertThat(copilot(Map.of("GH_TOKEN", "tok")).warnings().getFirst()).contains("larger than");
  }

  private Usage devin() throws InterruptedException {
    return new DevinUsage().read(spec(Map.of()), NOW);
  }

  private void logIn(String server) throws IOException {
    Path file = temp.resolve(".local/share/devin/credentials.toml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "windsurf_api_key = \"devin-secret\"\napi_server_url = \"" + server + "\"\n");
  }

  private static byte[] block(int field, byte[] inner) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(field << 3 | 2);
    out.write(inner.length);
    out.writeBytes(inner);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void devinIsAskedAsItsOwnProgramsDoAndTellsDayAndWeek() throws Exception {
    logIn(address().toString());
    byte[] plan = new Proto.Writer().number(1, 3).text(2, "Team").bytes();
    byte[] figures =
        new Proto.Writer()
            .number(14, 40)
            .number(15, 9)
            .number(16, 2_500_000)
            .number(17, 1_795_795_200L)
            .number(18, 1_796_300_000L)
            .bytes();
    byte[] skipped = {(byte) (30 << 3 & 0x7F | 0x80 | 1), 1, 1, 2, 3, 4, 5, 6, 7, 8};
    answer = block(1, joined(block(1, plan), figures, skipped));
    Usage usage = devin();
    assertThat(usage.windows())
        .extracting(Window::name, Window::remainingPercent)
        .containsExactly(tuple("daily", 40.0), tuple("weekly", 9.0));
    assertThat(usage.windows().getFirst().resetAt())
        .isEqualTo(Instant.ofEpochSecond(1_795_795_200L));
    assertThat(usage.creditsRemaining()).isEqualTo(2.5);
    assertThat(usage.raw()).containsEntry("plan_name", "Team").containsEntry("teams_tier", 3L);
    assertThat(Proto.read(bodies.getFirst()).text(1)).contains("devin-secret");
    assertThat(asked.getFirst().getFirst("x-auth-token")).isEqualTo("devin-secret");
    assertThat(usage.toString()).doesNotContain("devin-secret");
  }

  @Test
  void anAnswerThatIsCutOrNoSuchMessageIsUnknown() throws Exception {
    logIn(address().toString());
    for (byte[] broken :
        List.of(
            new byte[] {0x0A, 50, 1}, // ends too early
            new byte[] {0x0B}, // a group
            new byte[] {0x08, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}, // a long number
            new byte[] {0x0A, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, // a length below zero
            "<html>".getBytes(UTF_8))) {
      answer = broken;
      assertThat(devin().status()).isEqualTo(UsageStatus.UNKNOWN);
    }
  }

  @Test
  void aLogInIsSentToNoPlainAddressElsewhere() throws Exception {
    for (String server : List.of("http://example.com", "ftp://x", "file:///etc/passwd", "::")) {
      logIn(server);
      assertThat(devin().status()).isEqualTo(UsageStatus.UNKNOWN);
    }
    assertThat(asked).isEmpty();
  }
}
