package dev.agentpool.provider.usage;

import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.UsageProbe;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.Figure;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * Asks the interface of Devin's own programs what its plan has left (spec control-plane 16.3). It
 * is not documented and takes a person's log-in: to be asked only where they allow it.
 */
public final class DevinUsage implements UsageProbe {
  static final String NAME = "devin-cli";
  static final String SOURCE = "devin_plan_status_api";
  private static final String CREDENTIALS = ".local/share/devin/credentials.toml";
  private static final String USUAL = "https://server.codeium.com";
  private static final String PATH = "/exa.seat_management_pb.SeatManagementService/GetPlanStatus";
  private static final double MICROS = 1e6;
  private static final long LARGEST_FILE = 100_000;

  /** A log-in; its own text says nothing of it. */
  private record LogIn(String token, URI server) {
    @Override
    public String toString() {
      return "a log-in at " + server;
    }
  }

  @Override
  public Usage read(SessionSpec spec, Instant now) throws InterruptedException {
    try {
      Optional<LogIn> found = logIn(spec);
      if (found.isEmpty()) {
        return Usage.none(
            NAME,
            UsageStatus.UNAUTHENTICATED,
            SOURCE,
            now,
            "there is no log-in in ~/" + CREDENTIALS + ": devin logs in");
      }
      LogIn logIn = found.get();
      if (!VendorHttp.isSafe(logIn.server())) {
        return silent(now, "its log-in names a server that is no https address");
      }
      VendorHttp.Answer answer = VendorHttp.ask(request(logIn));
      return answer.status() == 200
          ? parsed(answer.body(), now)
          : silent(now, "Devin answers " + answer.status() + ": " + answer.shown());
    } catch (IOException | IllegalArgumentException e) {
      return silent(now, "Devin cannot be asked: " + e.getMessage());
    } catch (Proto.Malformed strange) {
      return silent(now, "Devin's answer cannot be read: " + strange.getMessage());
    }
  }

  private static HttpRequest request(LogIn logIn) {
    byte[] body = new Proto.Writer().text(1, logIn.token()).number(2, 1).bytes();
    return VendorHttp.to(logIn.server().resolve(PATH))
        .header("Content-Type", "application/proto")
        .header("Connect-Protocol-Version", "1")
        .header("Origin", "https://windsurf.com")
        .header("Referer", "https://windsurf.com/profile")
        .header("User-Agent", "agentpool-devin-probe/0.1")
        .header("x-auth-token", logIn.token())
        .header("x-devin-session-token", logIn.token())
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  /** Read, used once, kept nowhere. */
  private static Optional<LogIn> logIn(SessionSpec spec) throws IOException {
    Path file = Path.of(spec.environment().getOrDefault("HOME", "/nowhere")).resolve(CREDENTIALS);
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
      return Optional.empty();
    }
    TomlParseResult parsed = Toml.parse(file);
    if (!(parsed.get("windsurf_api_key") instanceof String token) || token.isBlank()) {
      return Optional.empty();
    }
    String server =
        parsed.get("api_server_url") instanceof String named && !named.isBlank() ? named : USUAL;
    return Optional.of(new LogIn(token.strip(), URI.create(server.strip())));
  }

  private static Usage silent(Instant now, String why) {
    return Usage.none(NAME, UsageStatus.UNKNOWN, SOURCE, now, why);
  }

  static Usage parsed(byte[] body, Instant now) throws Proto.Malformed {
    Proto.Message status = Proto.read(body).message(1);
    List<Window> windows = new ArrayList<>();
    window("daily", WindowKind.DAILY, status, 14, 17, windows);
    window("weekly", WindowKind.WEEKLY, status, 15, 18, windows);
    Proto.Message plan = status.message(1);
    Optional<Long> overage = status.number(16);
    Usage usage =
        Usage.of(NAME, SOURCE, Confidence.OFFICIAL, now, windows)
            .credits(overage.map(micros -> micros / MICROS).orElse(null))
            .raw("has_overage_balance", overage.filter(micros -> micros > 0).isPresent())
            .raw("credential_source", "devin_cli_credentials");
    if (plan.text(2).isPresent()) {
      usage = usage.raw("plan_name", plan.text(2).get());
    }
    if (plan.number(1).isPresent()) {
      usage = usage.raw("teams_tier", plan.number(1).get());
    }
    for (int field : List.of(2, 3)) {
      Optional<Long> seconds = status.message(field).number(1);
      Instant at = seconds.map(Long::doubleValue).map(Figure::epoch).orElse(null);
      if (at != null) {
        usage = usage.raw(field == 2 ? "plan_start" : "plan_end", at.toString());
      }
    }
    return usage;
  }

  /** A plan without that quota leaves both fields out. */
  private static void window(
      String name, WindowKind kind, Proto.Message status, int left, int reset, List<Window> to) {
    Optional<Long> percent = status.number(left);
    @Nullable Instant at =
        status.number(reset).map(Long::doubleValue).map(Figure::epoch).orElse(null);
    if (percent.isEmpty() && at == null) {
      return;
    }
    to.add(
        new Window(
            name,
            kind,
            null,
            percent.map(Long::doubleValue).orElse(0d), // zero is left out of such a message
            null,
            null,
            null,
            at,
            Confidence.OFFICIAL,
            null));
  }
}
