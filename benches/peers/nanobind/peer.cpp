// The benchmarked functions, as a nanobind module. Their bodies are those of benches/bodies, in C++.

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/unordered_map.h>
#include <nanobind/stl/vector.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

namespace nb = nanobind;
using namespace nb::literals;

using Ints = std::vector<int64_t>;
using Floats = std::vector<double>;
using Strings = std::vector<std::string>;
using Nested = std::unordered_map<std::string, std::unordered_map<std::string, Ints>>;
using Released = nb::call_guard<nb::gil_scoped_release>;

namespace {

int64_t add(int64_t a, int64_t b) { return a + b; }

std::string hello(std::string_view name) { return std::string("Hello ").append(name); }

int64_t fail(std::string_view text) {
    if (text.empty()) return 0;
    throw std::runtime_error(std::string("failed on ").append(text));
}

class Counter {
public:
    explicit Counter(int64_t initial) : value_(initial) {}
    int64_t incr(int64_t n) { return value_ += n; }
    int64_t value() const { return value_; }

private:
    int64_t value_;
};

class Gauge {
public:
    static constexpr int64_t LIMIT = 1000;
    explicit Gauge(int64_t value) : value_(value) {
        for (size_t index = 0; index < marks_.size(); ++index) marks_[index] = value + 10 * int64_t(index);
    }
    static Gauge full() { return Gauge(LIMIT); }
    int64_t value() const { return value_; }
    void set_value(int64_t value) { value_ = value; }
    size_t count() const { return marks_.size(); }
    int64_t mark(size_t index) const {
        if (index >= marks_.size()) throw nb::index_error("no such mark");
        return marks_[index];
    }
    int64_t plus(int64_t further) const { return value_ + further; }
    int64_t above(const Gauge &other) const { return value_ - other.value_; }
    uint64_t hash() const {
        const auto mix = [](uint64_t hash, int64_t number) {
            return (hash ^ uint64_t(number)) * 0x9e3779b97f4a7c15;
        };
        return mix(std::accumulate(marks_.begin(), marks_.end(), uint64_t{0}, mix), value_);
    }
    bool operator==(const Gauge &other) const { return value_ == other.value_ && marks_ == other.marks_; }

private:
    int64_t value_;
    std::array<int64_t, 5> marks_;
};

class Steps {
public:
    explicit Steps(int64_t count) : count_(count) {}
    int64_t step() {
        if (next_ == count_) throw nb::stop_iteration();
        return next_++;
    }

private:
    int64_t next_ = 0, count_;
};

struct Record {
    int64_t id;
    std::string name;
    double score;
    bool active;
};

using Records = std::vector<Record>;

std::string numbered(const char *form, size_t number) {
    char text[64];
    std::snprintf(text, sizeof text, form, number);
    return text;
}

int64_t sum_ints(const Ints &values) { return std::accumulate(values.begin(), values.end(), int64_t{0}); }

Ints make_ints(size_t count) {
    Ints values(count);
    std::iota(values.begin(), values.end(), 0);
    return values;
}

double sum_floats(const Floats &values) { return std::accumulate(values.begin(), values.end(), 0.0); }

Floats make_floats(size_t count) {
    Floats values(count);
    for (size_t index = 0; index < count; ++index) values[index] = index / 2.0;
    return values;
}

size_t sum_strings(const Strings &values) {
    size_t total = 0;
    for (const auto &value : values) total += value.size();
    return total;
}

Strings make_strings(size_t count) {
    Strings values;
    values.reserve(count);
    for (size_t index = 0; index < count; ++index) values.push_back(numbered("text %08zu", index));
    return values;
}

double sum_records(const Records &values) {
    double total = 0;
    for (const auto &value : values) total += value.score;
    return total;
}

Records make_records(size_t count) {
    Records values;
    values.reserve(count);
    for (size_t index = 0; index < count; ++index)
        values.push_back({int64_t(index), numbered("name %06zu", index), index / 4.0, index % 2 == 0});
    return values;
}

int64_t sum_nested(const Nested &values) {
    int64_t total = 0;
    for (const auto &[_, inner] : values)
        for (const auto &[_, numbers] : inner) total += sum_ints(numbers);
    return total;
}

Nested make_nested(size_t count) {
    Nested values;
    for (size_t outer = 0; outer < count; ++outer) {
        auto &inner = values[numbered("outer %05zu", outer)];
        for (size_t index = 0; index < 5; ++index)
            inner[numbered("inner %zu", index)] = {int64_t(outer), int64_t(index), int64_t(outer + index)};
    }
    return values;
}

size_t measure_bytes(nb::bytes data) {
    size_t size = data.size();
    return size + (size ? static_cast<const uint8_t *>(data.data())[size - 1] : 0);
}

nb::bytes make_bytes(size_t count) {
    std::vector<uint8_t> data(count);
    if (count > 1) {
        data.front() = 1;
        data.back() = 2;
    }
    return nb::bytes(data.data(), data.size());
}

nb::bytes echo_bytes(nb::bytes data) { return nb::bytes(data.data(), data.size()); }

// Never destroyed: the interpreter is gone when this library is.
nb::dict &exports() {
    static auto *found = new nb::dict();
    return *found;
}

int64_t call_double(int64_t number) { return nb::cast<int64_t>(exports()["double"](number)); }

nb::object make_tally(int64_t initial) { return exports()["Tally"](initial); }

int64_t incr(nb::object &tally) { return nb::cast<int64_t>(tally.attr("incr")(1)); }

// What is taken for each call: the GIL, or nothing where it is held throughout.
struct Nothing {};

template <typename Taken> int64_t call(int64_t count) {
    int64_t total = 0;
    for (int64_t number = 0; number < count; ++number) {
        [[maybe_unused]] Taken taken{};
        total += call_double(number);
    }
    return total;
}

template <typename Taken> int64_t method(int64_t count) {
    nb::object tally;
    {
        [[maybe_unused]] Taken taken{};
        tally = make_tally(0);
    }
    int64_t total = 0;
    for (int64_t number = 0; number < count; ++number) {
        [[maybe_unused]] Taken taken{};
        total = incr(tally);
    }
    [[maybe_unused]] Taken taken{};
    tally.reset();
    return total;
}

template <typename Taken> int64_t construct(int64_t count) {
    for (int64_t number = 0; number < count; ++number) {
        [[maybe_unused]] Taken taken{};
        make_tally(number);
    }
    return count;
}

template <int64_t (*work)(int64_t)> int64_t on_thread(int64_t count) {
    int64_t total = 0;
    std::thread([&] { total = work(count); }).join();
    return total;
}

template <typename T> T echo(T value) { return value; }

using View = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using ViewMut = nb::ndarray<double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Array = nb::ndarray<nb::numpy, double, nb::ndim<1>>;

double sum_array(View values) {
    nb::gil_scoped_release released;
    return std::accumulate(values.data(), values.data() + values.size(), 0.0);
}

void increase_array(ViewMut values, double amount) {
    nb::gil_scoped_release released;
    double *first = values.data();
    const size_t size = values.size();
    for (size_t index = 0; index < size; ++index) first[index] += amount;
}

Array make_array(size_t count) {
    auto *values = new Floats(make_floats(count));
    nb::capsule owner(values, [](void *pointer) noexcept { delete static_cast<Floats *>(pointer); });
    return Array(values->data(), {count}, owner);
}

}  // namespace

NB_MODULE(peer_nanobind, m) {
    m.def("noop", [] {});
    m.def("add", &add, "a"_a, "b"_a);
    m.def("add_ten", &add, "a"_a, "b"_a = 10);
    m.def("add_released", &add, "a"_a, "b"_a, Released());
    m.def("hello", &hello, "name"_a);
    m.def("hello_released", &hello, "name"_a, Released());
    m.def("fail", &fail, "text"_a);

    nb::class_<Counter>(m, "Counter")
        .def(nb::init<int64_t>(), "initial"_a)
        .def("incr", &Counter::incr, "n"_a)
        .def("incr_released", &Counter::incr, "n"_a, Released())
        .def("value", &Counter::value);

    auto gauge = nb::class_<Gauge>(m, "Gauge")
        .def(nb::init<int64_t>(), "value"_a)
        .def_static("full", &Gauge::full)
        .def_prop_rw("value", &Gauge::value, &Gauge::set_value)
        .def("above", &Gauge::above, "other"_a)
        .def("__len__", &Gauge::count)
        .def("__getitem__", &Gauge::mark)
        .def("__add__", &Gauge::plus, nb::is_operator())
        .def("__eq__", &Gauge::operator==, nb::is_operator())
        .def("__hash__", &Gauge::hash);
    gauge.attr("LIMIT") = Gauge::LIMIT;

    nb::class_<Steps>(m, "Steps")
        .def(nb::init<int64_t>(), "count"_a)
        .def("__iter__", [](nb::handle self) { return nb::borrow(self); })
        .def("__next__", &Steps::step);

    nb::class_<Record>(m, "Record")
        .def(nb::init<int64_t, std::string, double, bool>(), "id"_a, "name"_a, "score"_a, "active"_a)
        .def_rw("id", &Record::id)
        .def_rw("name", &Record::name)
        .def_rw("score", &Record::score)
        .def_rw("active", &Record::active);

    m.def("sum_ints", &sum_ints, Released());
    m.def("make_ints", &make_ints, Released());
    m.def("echo_ints", &echo<Ints>);
    m.def("sum_floats", &sum_floats, Released());
    m.def("make_floats", &make_floats, Released());
    m.def("echo_floats", &echo<Floats>);
    m.def("sum_strings", &sum_strings, Released());
    m.def("make_strings", &make_strings, Released());
    m.def("echo_strings", &echo<Strings>);
    m.def("sum_records", &sum_records, Released());
    m.def("make_records", &make_records, Released());
    m.def("echo_records", &echo<Records>);
    m.def("echo_record", &echo<Record>);
    m.def("sum_nested", &sum_nested, Released());
    m.def("make_nested", &make_nested, Released());
    m.def("echo_nested", &echo<Nested>);

    m.def("measure_bytes", &measure_bytes);
    m.def("make_bytes", &make_bytes);
    m.def("echo_bytes", &echo_bytes);
    m.def("measure_text", [](std::string_view text) { return text.size(); });
    m.def("make_text", [](size_t count) { return std::string(count, 'x'); });
    m.def("echo_text", [](std::string_view text) { return std::string(text); });

    m.def("sum_array", &sum_array);
    m.def("increase_array", &increase_array);
    m.def("make_array", &make_array);

    m.def("export", [](nb::str name, nb::object callable) { exports()[name] = callable; });
    using Taken = nb::gil_scoped_acquire;
    m.def("call_held", &call<Nothing>);
    m.def("call_detached", &call<Taken>, Released());
    m.def("call_from_thread", &on_thread<&call<Taken>>, Released());
    m.def("method_held", &method<Nothing>);
    m.def("method_detached", &method<Taken>, Released());
    m.def("method_from_thread", &on_thread<&method<Taken>>, Released());
    m.def("construct_held", &construct<Nothing>);
    m.def("construct_detached", &construct<Taken>, Released());
    m.def("construct_from_thread", &on_thread<&construct<Taken>>, Released());
}
