-- One line of JSON that compare.py reads.
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"p50":%d,"p99":%d,"errors":%d}\n',
    summary.requests, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
