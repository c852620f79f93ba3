/* A program without protections: "hardened" must refuse it. */
int
main (void)
{
  return 0;
}
