#include "cli/library.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>

#include "cli/failure.hpp"
#include "cli/terminal.hpp"

namespace sivo::cli {
namespace {

constexpr size_t kFileBytesMax = 64U << 20;
constexpr size_t kPageRows = 1000;

// The clear words for what people meet most; the library's own message for the rest.
std::string words_for(int32_t status, std::string_view message) {
  if (status == SIVO_ELOCKED)
    return "another process has the file open; stop it, or look at a backup of the file";
  if (status == SIVO_EKEY) return std::string(message) + " (give it with --key-file)";
  return std::string(message);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Not optimised away, unlike a plain loop over memory nobody reads again.
void wipe(void* memory, size_t size) {
  volatile char* bytes = static_cast<volatile char*>(memory);
  for (size_t i = 0; i < size; ++i) bytes[i] = 0;
}

uint32_t flags_of(Access access) {
  switch (access) {
    case Access::kRead:
      return SIVO_OPEN_READONLY;
    case Access::kWrite:
      return 0;
    case Access::kCreate:
      return SIVO_OPEN_CREATE;
  }
  return 0;
}

}  // namespace

Exit exit_of(int32_t status) {
  switch (status) {
    case SIVO_OK:
      return Exit::kOk;
    case SIVO_ENOTFOUND:
      return Exit::kNotFound;
    case SIVO_ELOCKED:
      return Exit::kLocked;
    case SIVO_EINVAL:
    case SIVO_EEXISTS:
    case SIVO_ECONFLICT:
    case SIVO_EINUSE:
    case SIVO_ESTATE:
    case SIVO_EKEY:
    case SIVO_EMISMATCH:
      return Exit::kRefused;
    default:
      return Exit::kFailed;
  }
}

void fail_at(std::string_view place, const sivo::error& problem) {
  std::string where(place);
  std::string_view message = problem.what();
  if (!problem.path().empty()) {
    message.remove_prefix(problem.path().size() + 2);
    // "path" is the option that names the file, which is the place already; an option of the
    // command line says more than the field it is for.
    const bool is_named = problem.path() == "path" || where.starts_with("--");
    if (!is_named) where += (where.empty() ? "" : ": ") + problem.path();
  }
  std::string words = words_for(problem.status(), message);
  if (words.empty()) words = sivo_status_name(problem.status());
  fail(exit_of(problem.status()), std::move(where), std::move(words));
}

int64_t now_us() { return sivo::micros(std::chrono::system_clock::now()); }

MasterKey MasterKey::read(const std::string& path) {
  std::string text = read_file(path);
  MasterKey key;
  const size_t size = key.bytes_.size();
  std::string_view digits = text;
  // 32 raw bytes may well end with one that looks like a line break.
  while (text.size() != size && !digits.empty() && (digits.back() == '\n' || digits.back() == '\r'))
    digits.remove_suffix(1);
  bool is_key = text.size() == size || digits.size() == size * 2;
  for (size_t i = 0; is_key && i < size; ++i) {
    if (text.size() == size) {
      key.bytes_[i] = static_cast<uint8_t>(text[i]);
      continue;
    }
    const int high = hex_digit(digits[i * 2]);
    const int low = hex_digit(digits[i * 2 + 1]);
    is_key = high >= 0 && low >= 0;
    key.bytes_[i] = static_cast<uint8_t>(is_key ? high * 16 + low : 0);
  }
  wipe(text.data(), text.size());
  if (!is_key)
    fail(Exit::kRefused, path, "expected a key of 32 raw bytes or 64 hexadecimal digits");
  return key;
}

MasterKey::~MasterKey() { wipe(bytes_.data(), bytes_.size()); }

sivo::core open_file(const std::string& path, Access access, const Arguments& arguments,
                     int64_t now) {
  if (access != Access::kCreate && !std::filesystem::exists(path))
    fail(Exit::kNotFound, path, "expected a libsivo file, there is none");
  std::optional<MasterKey> key;
  if (const auto key_file = arguments.value(kKeyOption.name))
    key.emplace(MasterKey::read(*key_file));
  sivo_open_options options = sivo::core::options();
  options.path = path.c_str();
  options.flags = flags_of(access);
  options.now_us = now;
  if (key) {
    options.master_key = key->data();
    options.master_key_size = key->size();
  }
  return at(path, [&] { return sivo::core(options); });
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const bool is_there = std::filesystem::exists(path);
    fail(is_there ? Exit::kFailed : Exit::kNotFound, path,
         is_there ? "expected a readable file" : "expected a file, there is none");
  }
  std::string text;
  char buffer[65536];
  while (file.read(buffer, sizeof buffer) || file.gcount() > 0) {
    text.append(buffer, static_cast<size_t>(file.gcount()));
    if (text.size() > kFileBytesMax) fail(Exit::kRefused, path, "expected at most 64 MiB");
  }
  if (file.bad()) fail(Exit::kFailed, path, "expected to read it to its end");
  return text;
}

std::vector<sivo::record> find_all(sivo::core& core, sivo::query& query, size_t limit) {
  std::vector<sivo::record> rows;
  const size_t page_rows = limit == 0 ? kPageRows : std::min<size_t>(limit, kPageRows);
  query.limit(static_cast<int32_t>(page_rows));
  for (;;) {
    const sivo::list page = core.find(query);
    for (const sivo::record_view row : page) {
      rows.push_back(row.copy());
      if (limit != 0 && rows.size() == limit) return rows;
    }
    if (page.cursor().empty()) return rows;
    query.page(page.cursor());
  }
}

std::vector<Tenant> tenants_of(sivo::core& core, const Arguments& arguments) {
  const auto slug = arguments.value(kTenantOption.name);
  sivo::query query(SIVO_KIND_TENANT, sivo::id());
  if (slug) at(kTenantOption.name, [&] { query.where(SIVO_TENANT_SLUG, sivo::op::eq, *slug); });
  std::vector<Tenant> tenants;
  for (const sivo::record& row : find_all(core, query))
    tenants.push_back({row.id(SIVO_TENANT_ID), std::string(row.text(SIVO_TENANT_SLUG))});
  if (slug && tenants.empty())
    fail(Exit::kNotFound, std::string(kTenantOption.name),
         "expected a tenant of the file, got '" + *slug + "'");
  return tenants;
}

Tenant tenant_of(sivo::core& core, const std::string& slug) {
  std::string known;
  for (const Tenant& tenant : tenants_of(core, Arguments())) {
    if (tenant.slug == slug) return tenant;
    known += (known.empty() ? "" : ", ") + tenant.slug;
  }
  if (known.empty()) known = "(the file has none)";
  fail(Exit::kNotFound, slug, "expected a tenant of the file: " + known);
}

Output output_of(const Arguments& arguments) {
  const bool is_json = arguments.has(kJsonOption.name);
  if (!arguments.has(kQuietOption.name)) return is_json ? Output::kJson : Output::kText;
  if (is_json) fail(Exit::kUsage, "--quiet", "expected --quiet or --json, got both");
  return Output::kNone;
}

sivo::record finish(sivo::job job, std::string_view what, std::string_view place) {
  return at(place, [&] {
    ProgressBar bar(what);
    sivo::job::progress progress;
    do {
      progress = job.step();
      bar.show(progress.done, progress.total);
    } while (!progress.is_finished());
    return job.report();
  });
}

}  // namespace sivo::cli
