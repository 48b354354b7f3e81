package dev.agentpool.bench;

import dev.agentpool.testkit.FakeModelApi;
import dev.agentpool.testkit.ModelRequest;
import dev.agentpool.testkit.TokenUsage;
import java.util.List;
import java.util.Locale;

/** What a model API served and billed, by the simulated prompt cache and the list prices. */
record TokenBill(
    int requests, long input, long cacheWrite, long cacheRead, long output, double dollars) {
  static final List<String> COLUMNS =
      List.of(
          "requests", "input", "cache write", "cache read", "output", "tokens in all", "cost USD");

  static TokenBill of(FakeModelApi api) {
    return of(api.requests());
  }

  static TokenBill of(List<ModelRequest> requests) {
    long input = 0;
    long write = 0;
    long read = 0;
    long output = 0;
    long nanodollars = 0;
    for (ModelRequest request : requests) {
      TokenUsage usage = request.usage();
      input += usage.input();
      write += usage.cacheWrite5m() + usage.cacheWrite1h();
      read += usage.cacheRead();
      output += usage.output();
      nanodollars += request.billedNanodollars();
    }
    return new TokenBill(requests.size(), input, write, read, output, nanodollars / 1e9);
  }

  /** As {@link #COLUMNS} names them. */
  List<String> cells() {
    return List.of(
        Integer.toString(requests),
        Long.toString(input),
        Long.toString(cacheWrite),
        Long.toString(cacheRead),
        Long.toString(output),
        Long.toString(input + cacheWrite + cacheRead + output),
        String.format(Locale.ROOT, "%.4f", dollars));
  }
}
