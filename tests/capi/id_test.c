/* Ids as bytes and as text. */
#include "check.h"

static const char kText[] = "0190a5b2-7c3d-7e4f-8a6b-0123456789ab";

static void an_id_goes_to_text_and_back(void) {
  sivo_id id;
  char text[37];
  OK(sivo_id_parse(kText, 36, &id, &err));
  CHECK(id.bytes[0] == 0x01 && id.bytes[15] == 0xab);
  memset(text, 'x', sizeof text);
  sivo_id_text(id, text);
  CHECK(is_same_text(text, kText));
}

static void the_zero_id_has_a_text(void) {
  const sivo_id zero = {{0}};
  char text[37];
  sivo_id_text(zero, text);
  CHECK(is_same_text(text, "00000000-0000-0000-0000-000000000000"));
  sivo_id_text(zero, NULL);
}

static void capitals_are_read_as_well(void) {
  sivo_id small, large;
  OK(sivo_id_parse(kText, 36, &small, &err));
  OK(sivo_id_parse("0190A5B2-7C3D-7E4F-8A6B-0123456789AB", 36, &large, &err));
  CHECK(is_same_id(small, large));
}

static void what_is_no_uuid_is_refused(void) {
  sivo_id id;
  memset(&id, 0xff, sizeof id);
  REFUSED(sivo_id_parse(kText, 35, &id, &err), SIVO_EINVAL, "text");
  CHECK(is_zero_id(id));
  REFUSED(sivo_id_parse("0190a5b2-7c3d-7e4f-8a6b-0123456789ab ", 37, &id, &err), SIVO_EINVAL,
          "text");
  REFUSED(sivo_id_parse("", 0, &id, &err), SIVO_EINVAL, "text");
  REFUSED(sivo_id_parse("0190a5b2_7c3d-7e4f-8a6b-0123456789ab", 36, &id, &err), SIVO_EINVAL,
          "text");
  REFUSED(sivo_id_parse("0190a5b2-7c3d-7e4f-8a6b-0123456789ag", 36, &id, &err), SIVO_EINVAL,
          "text");
  REFUSED(sivo_id_parse(kText, SIZE_MAX, &id, &err), SIVO_EINVAL, "text");
}

static void null_is_refused(void) {
  sivo_id id;
  REFUSED(sivo_id_parse(NULL, 36, &id, &err), SIVO_EINVAL, "text");
  REFUSED(sivo_id_parse(kText, 36, NULL, &err), SIVO_EINVAL, "out");
}

int main(void) {
  RUN(an_id_goes_to_text_and_back);
  RUN(the_zero_id_has_a_text);
  RUN(capitals_are_read_as_well);
  RUN(what_is_no_uuid_is_refused);
  RUN(null_is_refused);
  return failed();
}
