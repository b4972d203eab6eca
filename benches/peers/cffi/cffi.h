void noop(void);
int64_t add(int64_t a, int64_t b);
char *hello(const char *name);
int64_t fail(const char *text, char **error);
void free_text(char *text);

typedef struct counter counter;
counter *counter_new(int64_t initial);
int64_t counter_incr(counter *self, int64_t n);
int64_t counter_value(counter *self);
void counter_free(counter *self);

int64_t sum_ints(const int64_t *values, size_t length);
int64_t *make_ints(size_t length);
int64_t *echo_ints(const int64_t *values, size_t length);
void free_ints(int64_t *values, size_t length);
double sum_floats(const double *values, size_t length);
double *make_floats(size_t length);
double *echo_floats(const double *values, size_t length);
void free_floats(double *values, size_t length);
void increase(double *values, size_t length, double amount);
size_t measure_bytes(const uint8_t *data, size_t length);
uint8_t *make_bytes(size_t length);
uint8_t *echo_bytes(const uint8_t *data, size_t length);
void free_bytes(uint8_t *data, size_t length);

int64_t call_detached(int64_t (*function)(int64_t), int64_t count);
int64_t call_from_thread(int64_t (*function)(int64_t), int64_t count);
