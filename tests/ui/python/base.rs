#[gopylink::python]
extern "Python" {
    type Animal;

    #[gopylink(base = Animall)]
    type Dog;

    #[gopylink(base = "Animal")]
    type Cat;

    #[gopylink(base)]
    type Cow;

    #[gopylink(base = Narcissus)]
    type Narcissus;

    #[gopylink(base = Egg)]
    type Hen;
    #[gopylink(base = Hen)]
    type Egg;

    #[gopylink(base = Animal)]
    fn feed(animal: &Animal);
}

fn main() {}
